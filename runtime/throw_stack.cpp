#include "runtime/internal/throw_stack.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <typeinfo>
#include <unordered_map>

#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <unwind.h>

namespace forlopp::runtime::throw_stack {
namespace {

constexpr std::size_t frames_max = 32;

/// Addresses of the instructions that call, innermost first.
struct Recorded {
  std::array<std::uintptr_t, frames_max> frames;
  std::size_t count = 0;
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
std::string look_up(std::uintptr_t address) {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(address), &info) == 0 || info.dli_sname == nullptr) return {};
  const auto offset = address - reinterpret_cast<std::uintptr_t>(info.dli_saddr);
  return fmt::format("{} +{:#x}", demangled(info.dli_sname), offset);
}

/// Looking up is slow in a large program, and processes that crash do so at the same few places.
class FrameNames {
 public:
  std::string of(std::uintptr_t address) {
    const std::scoped_lock lock{mutex_};
    const auto [name, is_new] = names_.try_emplace(address);
    if (is_new) name->second = look_up(address);
    return name->second;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::uintptr_t, std::string> names_{};
};

std::string describe_frame(std::uintptr_t address) {
  static auto* names = new FrameNames;  // Outlives every thread.
  return names->of(address);
}

_Unwind_Reason_Code note_frame(_Unwind_Context* frame, void*) {
  if (recorded.count == frames_max) return _URC_END_OF_STACK;
  int is_interrupted_instruction = 0;
  std::uintptr_t address = _Unwind_GetIPInfo(frame, &is_interrupted_instruction);
  if (is_interrupted_instruction == 0) --address;  // A call pushes the address behind itself.
  recorded.frames[recorded.count++] = address;
  return _URC_NO_REASON;
}

bool is_machinery(const std::string& frame) {
  return frame.starts_with("__cxa_throw") || frame.starts_with("forlopp_trap_") ||
         frame.find("runtime::fail_check") != std::string::npos;
}

/// From here outwards it is the scheduler, the same for every process.
bool is_scheduler(const std::string& frame) {
  return frame.find("runtime::guarded<") != std::string::npos ||
         frame.find("runtime::lifecycle::") != std::string::npos;
}

}  // namespace

static void note() {
  if (!recording) return;
  recorded.count = 0;
  _Unwind_Backtrace(&note_frame, nullptr);
}

void record(bool on) {
  recording = on;
}

std::vector<std::string> last() {
  std::vector<std::string> frames;
  for (std::size_t i = 0; i < recorded.count; ++i) {
    std::string frame = describe_frame(recorded.frames[i]);
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
