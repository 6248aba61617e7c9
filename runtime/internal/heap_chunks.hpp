#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

/// The pages of all process heaps. They come from one range of addresses, so that an address tells
/// whether it lies in such a heap. Thread-safe.
namespace forlopp::runtime::heap_chunks {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int range_bits = 34;
#else
inline constexpr int range_bits = 38;
#endif
inline constexpr std::size_t smallest = 4096;

/// The addresses without their lowest bits; none until the first chunk is taken.
extern constinit std::atomic<std::uintptr_t> range;

inline bool contain(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address) >> range_bits ==
         range.load(std::memory_order_relaxed);
}

/// The size of chunks of that order.
constexpr std::size_t size_of(unsigned order) {
  return smallest << order;
}
/// Null if the machine has no more.
void* take(unsigned order);
void give_back(void* chunk, unsigned order);
/// How many bytes are taken.
std::size_t in_use();
/// How many have ever been taken from the machine: they are used again, but the large ones lose
/// their pages when given back.
std::size_t reserved();

}  // namespace forlopp::runtime::heap_chunks
