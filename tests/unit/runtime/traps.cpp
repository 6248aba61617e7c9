#include "tests/unit/runtime/traps.hpp"

#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

// The undefined-behaviour sanitizer would report what these do on purpose.
#define FORLOPP_TRAPS [[gnu::noinline, gnu::no_sanitize("undefined")]]

namespace forlopp::runtime::traps {
namespace {

// Volatile, so that the compiler does not know what happens.
int* volatile nowhere = nullptr;
int* volatile wild = reinterpret_cast<int*>(std::uintptr_t{0xDEADBEEF0000DEAD});
void (*volatile no_function)() = nullptr;
volatile int zero = 0;

}  // namespace

FORLOPP_TRAPS int read_null() {
  return *nowhere;
}
FORLOPP_TRAPS void write_null() {
  *nowhere = 1;
}
FORLOPP_TRAPS int read_wild() {
  return *wild;
}
FORLOPP_TRAPS int divide_by_zero() {
  return 1 / zero;
}
FORLOPP_TRAPS void illegal_instruction() {
  __builtin_trap();
}
FORLOPP_TRAPS void call_null() {
  no_function();
  zero = 0;  // So that it is a call and not a jump.
}
FORLOPP_TRAPS void touch_lost_page() {
  constexpr std::size_t size = 4096;
  const int file = ::memfd_create("lost", 0);
  [[maybe_unused]] int done = ::ftruncate(file, size);
  static volatile char* page = nullptr;
  page = static_cast<volatile char*>(
      ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
  done = ::ftruncate(file, 0);
  ::close(file);
  *page = 1;
}

}  // namespace forlopp::runtime::traps
