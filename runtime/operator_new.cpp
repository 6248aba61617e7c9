#include <cstdlib>
#include <new>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/internal/process_heap.hpp"

// The operators of the whole program: while the code of a process with a heap of its own runs they
// take from that, otherwise from malloc, whoever provides it. They are weak, so that a program may
// have its own; then no process of it has a heap of its own.

/// Defined here so that whoever links the runtime gets the operators, whatever else has some.
constinit thread_local forlopp::runtime::heap_detail::OfThread
    forlopp::runtime::heap_detail::of_thread{};

namespace {

using forlopp::runtime::heap_chunks::contain;
namespace process_heap = forlopp::runtime::process_heap;
namespace heap_detail = forlopp::runtime::heap_detail;

constexpr std::size_t ordinary = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

void* from_machine(std::size_t size, std::size_t alignment) noexcept {
  if (alignment <= ordinary) return std::malloc(size == 0 ? 1 : size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

/// As the standard says: whoever has asked to be told may make room.
[[gnu::cold, gnu::noinline]] void* insist(std::size_t size, std::size_t alignment) {
  for (;;) {
    if (void* const block = from_machine(size, alignment)) return block;
    const std::new_handler make_room = std::get_new_handler();
    if (make_room == nullptr) throw std::bad_alloc{};
    make_room();
  }
}

inline void* take(std::size_t size) {
  if (heap_detail::of_thread.current != nullptr) [[unlikely]]
    return process_heap::allocate(size, ordinary);
  void* const block = std::malloc(size);
  if (block == nullptr) [[unlikely]]
    return insist(size, ordinary);
  return block;
}

inline void* take(std::size_t size, std::align_val_t alignment) {
  const auto bytes = static_cast<std::size_t>(alignment);
  if (heap_detail::of_thread.current != nullptr) [[unlikely]]
    return process_heap::allocate(size, bytes);
  return insist(size, bytes);
}

inline void* take_or_null(std::size_t size,
                          std::align_val_t alignment = std::align_val_t{ordinary}) noexcept {
  const auto bytes = static_cast<std::size_t>(alignment);
  if (heap_detail::of_thread.current != nullptr) [[unlikely]]
    return process_heap::allocate_or_null(size, bytes);
  return from_machine(size, bytes);
}

inline void give(void* block) noexcept {
  if (contain(block)) [[unlikely]] {
    process_heap::release(block);
  } else {
    std::free(block);
  }
}

}  // namespace

using Size = std::size_t;
using Align = std::align_val_t;
using Nothrow = const std::nothrow_t&;

// clang-format off
[[gnu::weak]] void* operator new(Size size) { return take(size); }
[[gnu::weak]] void* operator new[](Size size) { return take(size); }
[[gnu::weak]] void* operator new(Size size, Align at) { return take(size, at); }
[[gnu::weak]] void* operator new[](Size size, Align at) { return take(size, at); }
[[gnu::weak]] void* operator new(Size size, Nothrow) noexcept { return take_or_null(size); }
[[gnu::weak]] void* operator new[](Size size, Nothrow) noexcept { return take_or_null(size); }
[[gnu::weak]] void* operator new(Size size, Align at, Nothrow) noexcept { return take_or_null(size, at); }
[[gnu::weak]] void* operator new[](Size size, Align at, Nothrow) noexcept { return take_or_null(size, at); }

[[gnu::weak]] void operator delete(void* block) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block) noexcept { give(block); }
[[gnu::weak]] void operator delete(void* block, Size) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block, Size) noexcept { give(block); }
[[gnu::weak]] void operator delete(void* block, Align) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block, Align) noexcept { give(block); }
[[gnu::weak]] void operator delete(void* block, Size, Align) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block, Size, Align) noexcept { give(block); }
[[gnu::weak]] void operator delete(void* block, Nothrow) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block, Nothrow) noexcept { give(block); }
[[gnu::weak]] void operator delete(void* block, Align, Nothrow) noexcept { give(block); }
[[gnu::weak]] void operator delete[](void* block, Align, Nothrow) noexcept { give(block); }
// clang-format on
