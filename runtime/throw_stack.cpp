#include "runtime/internal/throw_stack.hpp"

#include <cstdlib>
#include <typeinfo>

#include <dlfcn.h>

#include "runtime/internal/call_stack.hpp"

namespace forlopp::runtime::throw_stack {
namespace {

thread_local CallStack recorded;

}  // namespace

static void note() {
  if (!recording) return;
  recorded.count = 0;
  walk(recorded);
}

std::vector<std::string> last() {
  return describe(recorded);
}

}  // namespace forlopp::runtime::throw_stack

using Throw = void (*)(void*, std::type_info*, void (*)(void*));

// The C++ library declares it in its own way, so ours takes the symbol by name.
extern "C" [[noreturn]] void forlopp_throw(void* exception, std::type_info* type,
                                           void (*destroy)(void*)) __asm__("__cxa_throw");

extern "C" void forlopp_throw(void* exception, std::type_info* type, void (*destroy)(void*)) {
  forlopp::runtime::throw_stack::note();
  static const auto real = reinterpret_cast<Throw>(dlsym(RTLD_NEXT, "__cxa_throw"));
  real(exception, type, destroy);
  std::abort();  // It never returns.
}
