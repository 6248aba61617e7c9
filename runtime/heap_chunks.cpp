#include "runtime/internal/heap_chunks.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include <sys/mman.h>

#include "runtime/internal/poison.hpp"
#include "runtime/internal/spin_lock.hpp"

namespace forlopp::runtime::heap_chunks {

constinit std::atomic<std::uintptr_t> range{UINTPTR_MAX};

namespace {

constexpr std::size_t range_size = std::size_t{1} << range_bits;
constexpr unsigned orders = range_bits - 12;
constexpr std::size_t step = std::size_t{1} << 20;  // The range becomes memory in such steps.
/// From here on a chunk that is given back loses its pages.
constexpr unsigned large = 8;

struct Free {
  Free* next;
};

/// Addresses up to `fresh` have been handed out at some time; up to `usable`, they may be.
struct Store {
  SpinLock lock{};
  std::array<Free*, orders> free{};
  char* fresh = nullptr;
  char* usable = nullptr;
  char* end = nullptr;
  std::size_t in_use = 0;
};
constinit Store store;

/// Asks for twice the range, so that one lies in it whose addresses share their highest bits.
bool open() {
  void* const raw = ::mmap(nullptr, 2 * range_size, PROT_NONE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (raw == MAP_FAILED) return false;
  const auto from = reinterpret_cast<std::uintptr_t>(raw);
  const std::uintptr_t begin = (from + range_size - 1) >> range_bits << range_bits;
  if (begin > from) ::munmap(raw, begin - from);
  const std::uintptr_t after = from + 2 * range_size - (begin + range_size);
  if (after > 0) ::munmap(reinterpret_cast<void*>(begin + range_size), after);
  store.fresh = store.usable = reinterpret_cast<char*>(begin);
  store.end = store.fresh + range_size;
  range.store(begin >> range_bits, std::memory_order_relaxed);
  return true;
}

void* take_fresh(std::size_t size) {
  if (store.end == nullptr && !open()) return nullptr;
  if (size > static_cast<std::size_t>(store.end - store.fresh)) return nullptr;
  if (store.fresh + size > store.usable) {
    const std::size_t more = std::min((size + step - 1) / step * step,
                                      static_cast<std::size_t>(store.end - store.usable));
    if (::mprotect(store.usable, more, PROT_READ | PROT_WRITE) != 0) return nullptr;
    poison(store.usable, more);
    store.usable += more;
  }
  return std::exchange(store.fresh, store.fresh + size);
}

}  // namespace

void* take(unsigned order) {
  const std::scoped_lock lock{store.lock};
  void* chunk = nullptr;
  if (Free* const free = store.free[order]; free != nullptr) {
    store.free[order] = free->next;
    poison(free, sizeof(Free));
    chunk = free;
  } else {
    chunk = take_fresh(size_of(order));
  }
  if (chunk != nullptr) store.in_use += size_of(order);
  return chunk;
}

void give_back(void* chunk, unsigned order) {
  poison(chunk, size_of(order));
  if (order >= large) ::madvise(chunk, size_of(order), MADV_DONTNEED);
  unpoison(chunk, sizeof(Free));
  const std::scoped_lock lock{store.lock};
  auto* const free = static_cast<Free*>(chunk);
  free->next = std::exchange(store.free[order], free);
  store.in_use -= size_of(order);
}

std::size_t in_use() {
  const std::scoped_lock lock{store.lock};
  return store.in_use;
}

std::size_t reserved() {
  const std::scoped_lock lock{store.lock};
  return store.end == nullptr ? 0 : range_size - static_cast<std::size_t>(store.end - store.fresh);
}

}  // namespace forlopp::runtime::heap_chunks
