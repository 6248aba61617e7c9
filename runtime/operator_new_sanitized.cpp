#include <cstdlib>
#include <new>

#include <dlfcn.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/internal/process_heap.hpp"

// As operator_new.cpp, but what is not for the heap of a process goes to the sanitizer's own
// operators: it tells apart new and malloc, arrays and objects, sizes.

/// Defined here so that whoever links the runtime gets the operators, whatever else has some.
constinit thread_local forlopp::runtime::heap_detail::OfThread
    forlopp::runtime::heap_detail::of_thread{};

namespace {

using forlopp::runtime::heap_chunks::contain;
namespace process_heap = forlopp::runtime::process_heap;
namespace heap_detail = forlopp::runtime::heap_detail;
using std::align_val_t;
using std::nothrow_t;
using std::size_t;

constexpr size_t ordinary = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

bool in_own_heap() {
  return heap_detail::of_thread.current != nullptr;
}

/// The operator that this one stands before, by the name that the linker knows.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

size_t bytes(align_val_t at) {
  return static_cast<size_t>(at);
}

}  // namespace

void* operator new(size_t size) {
  if (in_own_heap()) return process_heap::allocate(size, ordinary);
  static auto* const outer = next<void*(size_t)>("_Znwm");
  return outer(size);
}
void* operator new[](size_t size) {
  if (in_own_heap()) return process_heap::allocate(size, ordinary);
  static auto* const outer = next<void*(size_t)>("_Znam");
  return outer(size);
}
void* operator new(size_t size, align_val_t at) {
  if (in_own_heap()) return process_heap::allocate(size, bytes(at));
  static auto* const outer = next<void*(size_t, align_val_t)>("_ZnwmSt11align_val_t");
  return outer(size, at);
}
void* operator new[](size_t size, align_val_t at) {
  if (in_own_heap()) return process_heap::allocate(size, bytes(at));
  static auto* const outer = next<void*(size_t, align_val_t)>("_ZnamSt11align_val_t");
  return outer(size, at);
}
void* operator new(size_t size, const nothrow_t& tag) noexcept {
  if (in_own_heap()) return process_heap::allocate_or_null(size, ordinary);
  static auto* const outer = next<void*(size_t, const nothrow_t&)>("_ZnwmRKSt9nothrow_t");
  return outer(size, tag);
}
void* operator new[](size_t size, const nothrow_t& tag) noexcept {
  if (in_own_heap()) return process_heap::allocate_or_null(size, ordinary);
  static auto* const outer = next<void*(size_t, const nothrow_t&)>("_ZnamRKSt9nothrow_t");
  return outer(size, tag);
}
void* operator new(size_t size, align_val_t at, const nothrow_t& tag) noexcept {
  if (in_own_heap()) return process_heap::allocate_or_null(size, bytes(at));
  static auto* const outer =
      next<void*(size_t, align_val_t, const nothrow_t&)>("_ZnwmSt11align_val_tRKSt9nothrow_t");
  return outer(size, at, tag);
}
void* operator new[](size_t size, align_val_t at, const nothrow_t& tag) noexcept {
  if (in_own_heap()) return process_heap::allocate_or_null(size, bytes(at));
  static auto* const outer =
      next<void*(size_t, align_val_t, const nothrow_t&)>("_ZnamSt11align_val_tRKSt9nothrow_t");
  return outer(size, at, tag);
}

void operator delete(void* block) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*)>("_ZdlPv");
  outer(block);
}
void operator delete[](void* block) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*)>("_ZdaPv");
  outer(block);
}
void operator delete(void* block, size_t size) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, size_t)>("_ZdlPvm");
  outer(block, size);
}
void operator delete[](void* block, size_t size) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, size_t)>("_ZdaPvm");
  outer(block, size);
}
void operator delete(void* block, align_val_t at) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, align_val_t)>("_ZdlPvSt11align_val_t");
  outer(block, at);
}
void operator delete[](void* block, align_val_t at) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, align_val_t)>("_ZdaPvSt11align_val_t");
  outer(block, at);
}
void operator delete(void* block, size_t size, align_val_t at) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, size_t, align_val_t)>("_ZdlPvmSt11align_val_t");
  outer(block, size, at);
}
void operator delete[](void* block, size_t size, align_val_t at) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, size_t, align_val_t)>("_ZdaPvmSt11align_val_t");
  outer(block, size, at);
}
void operator delete(void* block, const nothrow_t& tag) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, const nothrow_t&)>("_ZdlPvRKSt9nothrow_t");
  outer(block, tag);
}
void operator delete[](void* block, const nothrow_t& tag) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer = next<void(void*, const nothrow_t&)>("_ZdaPvRKSt9nothrow_t");
  outer(block, tag);
}
void operator delete(void* block, align_val_t at, const nothrow_t& tag) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer =
      next<void(void*, align_val_t, const nothrow_t&)>("_ZdlPvSt11align_val_tRKSt9nothrow_t");
  outer(block, at, tag);
}
void operator delete[](void* block, align_val_t at, const nothrow_t& tag) noexcept {
  if (contain(block)) return process_heap::release(block);
  static auto* const outer =
      next<void(void*, align_val_t, const nothrow_t&)>("_ZdaPvSt11align_val_tRKSt9nothrow_t");
  outer(block, at, tag);
}
