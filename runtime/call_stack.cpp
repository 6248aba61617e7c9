#include "runtime/internal/call_stack.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include <cxxabi.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <unwind.h>

#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {
namespace {

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
  const Outside outside;
  static auto* names = new FrameNames;  // Outlives every thread.
  return names->of(address);
}

_Unwind_Reason_Code note_frame(_Unwind_Context* frame, void* raw) {
  auto& stack = *static_cast<CallStack*>(raw);
  if (stack.count == CallStack::frames_max) return _URC_END_OF_STACK;
  int is_interrupted_instruction = 0;
  std::uintptr_t address = _Unwind_GetIPInfo(frame, &is_interrupted_instruction);
  if (is_interrupted_instruction == 0) --address;  // A call pushes the address behind itself.
  stack.frames[stack.count++] = address;
  return _URC_NO_REASON;
}

bool is_machinery(const std::string& frame) {
  return frame.starts_with("__cxa_throw") || frame.starts_with("forlopp_trap_") ||
         frame.starts_with("forlopp_walk_") || frame.starts_with("_Unwind_") ||
         frame.find("runtime::walk(") != std::string::npos ||
         frame.find("runtime::fail_check") != std::string::npos;
}

/// From here outwards it is the scheduler, the same for every process.
bool is_scheduler(const std::string& frame) {
  return frame.find("runtime::guarded<") != std::string::npos ||
         frame.find("runtime::lifecycle::") != std::string::npos;
}

/// Go uses it for the same purpose: no program waits for it, and the default is to ignore it.
constexpr int walk_signal = SIGURG;
constexpr auto patience = std::chrono::milliseconds{5};

/// One thread at a time is asked. Once it has begun to answer, it is waited for.
std::mutex asking;
CallStack answer;
enum class Asked { nobody, somebody, answers, answered };
std::atomic<Asked> asked{Asked::nobody};

void wait_while(Asked state, std::chrono::steady_clock::time_point deadline) {
  while (asked.load(std::memory_order_acquire) == state &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::microseconds{50});
  }
}

}  // namespace

extern "C" [[gnu::used]] void forlopp_walk_here(int, siginfo_t*, void*) {
  const int error = errno;
  const trap::RuntimeScope scope;
  Asked expected = Asked::somebody;
  if (asked.compare_exchange_strong(expected, Asked::answers, std::memory_order_acq_rel)) {
    answer.count = 0;
    walk(answer);
    asked.store(Asked::answered, std::memory_order_release);
  }
  errno = error;
}

void walk(CallStack& stack) {
  _Unwind_Backtrace(&note_frame, &stack);
}

CallStack walk_thread(pthread_t thread) {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction action {};
    action.sa_sigaction = &forlopp_walk_here;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(walk_signal, &action, nullptr);
  });
  const std::scoped_lock one_at_a_time{asking};
  asked.store(Asked::somebody, std::memory_order_release);
  if (pthread_kill(thread, walk_signal) == 0) {
    wait_while(Asked::somebody, std::chrono::steady_clock::now() + patience);
  }
  Asked expected = Asked::somebody;
  if (asked.compare_exchange_strong(expected, Asked::nobody)) return {};
  wait_while(Asked::answers, std::chrono::steady_clock::time_point::max());
  asked.store(Asked::nobody, std::memory_order_release);
  return answer;
}

std::vector<std::string> describe(const CallStack& stack) {
  std::vector<std::string> described;
  for (std::size_t i = 0; i < stack.count; ++i) {
    std::string frame = describe_frame(stack.frames[i]);
    if (frame.empty() || is_machinery(frame)) continue;
    if (is_scheduler(frame)) break;
    described.push_back(std::move(frame));
  }
  return described;
}

}  // namespace forlopp::runtime
