#include "runtime/internal/trap.hpp"

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <utility>

#include <execinfo.h>
#include <fmt/format.h>
#include <link.h>
#include <unistd.h>

#include "runtime/internal/throw_stack.hpp"

namespace forlopp::runtime::trap {
namespace {

thread_local bool containable = false;
thread_local HardwareTrap pending{};

/// The program's own instructions, without its shared libraries.
struct Text {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};
Text program_text;

int find_program_text(dl_phdr_info* info, std::size_t, void*) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    program_text.begin = info->dlpi_addr + segment.p_vaddr;
    program_text.end = program_text.begin + segment.p_memsz;
  }
  return 1;  // The first object is the program.
}

/// Entered as if called by the faulting instruction, with whatever alignment the stack had.
[[noreturn]] __attribute__((force_align_arg_pointer, noinline)) void throw_pending() {
  throw HardwareTrap{pending};
}

bool in_program(std::uintptr_t instruction) {
  return program_text.begin <= instruction && instruction < program_text.end;
}

/// Makes the interrupted code look as if it had called `throw_pending` at the faulting instruction.
/// The return address is one past it, because unwinding looks up the byte before.
void redirect(ucontext_t& context) {
  auto& registers = context.uc_mcontext.gregs;
  registers[REG_RSP] -= static_cast<greg_t>(sizeof(std::uintptr_t));
  const auto return_address = static_cast<std::uintptr_t>(registers[REG_RIP]) + 1;
  std::memcpy(reinterpret_cast<void*>(registers[REG_RSP]), &return_address, sizeof return_address);
  registers[REG_RIP] = static_cast<greg_t>(reinterpret_cast<std::uintptr_t>(&throw_pending));
}

void say(const char* text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

[[noreturn]] void end_node(int signal) {
  say("forlopp: a hardware trap outside process code; the node ends. Stack:\n");
  void* frames[64];
  backtrace_symbols_fd(frames, backtrace(frames, 64), STDERR_FILENO);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(128 + signal);
}

/// Runs after the handler has returned normally, so nothing here is async-signal-unsafe but the
/// thrower itself, and that runs in the interrupted code's own place.
void on_trap(int signal, siginfo_t* info, void* raw) {
  auto& context = *static_cast<ucontext_t*>(raw);
  const auto instruction = static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RIP]);
  if (!containable || !in_program(instruction)) end_node(signal);
  pending = {signal, info->si_addr};
  redirect(context);
}

}  // namespace

std::string describe(const HardwareTrap& trap) {
  switch (trap.signal) {
    case SIGSEGV: return fmt::format("segmentation fault at address {}", trap.address);
    case SIGBUS: return fmt::format("bus error at address {}", trap.address);
    case SIGFPE: return "arithmetic trap (division by zero or overflow)";
    case SIGILL: return "illegal instruction";
    default: return fmt::format("signal {}", trap.signal);
  }
}

void contain() {
  static std::once_flag once;
  std::call_once(once, [] {
    dl_iterate_phdr(&find_program_text, nullptr);
    void* warm_up[1];
    backtrace(warm_up, 1);  // Loads libgcc now, not inside a handler.
    struct sigaction action {};
    action.sa_sigaction = &on_trap;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
      sigaction(signal, &action, nullptr);
    }
  });
}

AlternateStack::AlternateStack() {
  constexpr std::size_t size = 64 * 1024;
  memory_ = std::malloc(size);
  stack_t stack{};
  stack.ss_sp = memory_;
  stack.ss_size = size;
  sigaltstack(&stack, nullptr);
}

AlternateStack::~AlternateStack() {
  stack_t stack{};
  stack.ss_flags = SS_DISABLE;
  sigaltstack(&stack, nullptr);
  std::free(memory_);
}

ProcessCodeScope::ProcessCodeScope() : before_{std::exchange(containable, true)} {
  throw_stack::record(true);
}
ProcessCodeScope::~ProcessCodeScope() {
  containable = before_;
  throw_stack::record(before_);
}

RuntimeScope::RuntimeScope() : before_{std::exchange(containable, false)} {}
RuntimeScope::~RuntimeScope() {
  containable = before_;
}

std::vector<std::string> stack_of_last_throw() {
  return throw_stack::last();
}

}  // namespace forlopp::runtime::trap
