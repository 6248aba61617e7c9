#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

/// Lets the address sanitizer know which parts of a process heap nobody may touch.
namespace forlopp::runtime {

inline void poison([[maybe_unused]] void* from, [[maybe_unused]] std::size_t size) {
#if defined(__SANITIZE_ADDRESS__)
  __asan_poison_memory_region(from, size);
#endif
}

inline void unpoison([[maybe_unused]] void* from, [[maybe_unused]] std::size_t size) {
#if defined(__SANITIZE_ADDRESS__)
  __asan_unpoison_memory_region(from, size);
#endif
}

}  // namespace forlopp::runtime
