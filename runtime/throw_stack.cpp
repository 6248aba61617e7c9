#include "runtime/internal/throw_stack.hpp"

#include <array>
#include <cstdlib>
#include <memory>
#include <typeinfo>

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fmt/format.h>

namespace forlopp::runtime::throw_stack {
namespace {

constexpr int frames_max = 32;

struct Recorded {
  std::array<void*, frames_max> frames;
  int count = 0;
};
thread_local bool recording = false;
thread_local Recorded recorded;

std::string demangled(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name{
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free};
  return name ? name.get() : symbol;
}

/// Empty for a function that has no name outside its file.
std::string describe_frame(void* address) {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_sname == nullptr) return {};
  const auto offset = static_cast<const char*>(address) - static_cast<const char*>(info.dli_saddr);
  return fmt::format("{} +{:#x}", demangled(info.dli_sname), offset);
}

bool is_machinery(const std::string& frame) {
  return frame.starts_with("__cxa_throw") || frame.find("runtime::trap::") != std::string::npos ||
         frame.find("fail_check") != std::string::npos;
}

/// From here outwards it is the scheduler, the same for every process.
bool is_scheduler(const std::string& frame) {
  return frame.find("runtime::lifecycle::") != std::string::npos;
}

}  // namespace

static void note() {
  if (recording) recorded.count = backtrace(recorded.frames.data(), frames_max);
}

void record(bool on) {
  recording = on;
}

std::vector<std::string> last() {
  std::vector<std::string> frames;
  for (int i = 0; i < recorded.count; ++i) {
    std::string frame = describe_frame(recorded.frames[static_cast<std::size_t>(i)]);
    if (frame.empty() || is_machinery(frame)) continue;
    if (is_scheduler(frame)) break;
    frames.push_back(std::move(frame));
  }
  return frames;
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
