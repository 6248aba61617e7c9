#include "runtime/internal/trap.hpp"

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <utility>

#include <cxxabi.h>
#include <execinfo.h>
#include <fmt/format.h>
#include <link.h>
#include <unistd.h>

#include "runtime/internal/throw_stack.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

// Entered with the address of the faulting instruction on the stack, below its red zone. The
// directives tell the unwinder so, and that the address is the instruction's own and not, as after
// a call, that of the next one.
extern "C" void forlopp_trap_entry();
__asm__(R"(
    .text
    .type forlopp_trap_entry, @function
forlopp_trap_entry:
    .cfi_startproc
    .cfi_signal_frame
    .cfi_def_cfa rsp, 136
    .cfi_offset rip, -136
    pushq %rbp
    .cfi_def_cfa_offset 144
    .cfi_offset rbp, -144
    movq %rsp, %rbp
    .cfi_def_cfa_register rbp
    andq $-16, %rsp
    call forlopp_trap_throw
    ud2
    .cfi_endproc
    .size forlopp_trap_entry, .-forlopp_trap_entry
)");

namespace forlopp::runtime::trap {
namespace {

thread_local HardwareTrap pending{};
std::terminate_handler before_us = nullptr;

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

bool in_program(std::uintptr_t instruction) {
  return program_text.begin <= instruction && instruction < program_text.end;
}

/// Leaf functions keep things below the stack pointer, out to here.
constexpr greg_t red_zone = 128;

/// Makes the interrupted code look as if it had called `forlopp_trap_entry` at the faulting
/// instruction.
void redirect(greg_t (&registers)[NGREG]) {
  registers[REG_RSP] -= red_zone + static_cast<greg_t>(sizeof(greg_t));
  std::memcpy(reinterpret_cast<void*>(registers[REG_RSP]), &registers[REG_RIP], sizeof(greg_t));
  registers[REG_RIP] = static_cast<greg_t>(reinterpret_cast<std::uintptr_t>(&forlopp_trap_entry));
}

/// After a call to where no code is, the return address that it has pushed tells the call.
void step_back_to_caller(greg_t (&registers)[NGREG]) {
  std::memcpy(&registers[REG_RIP], reinterpret_cast<void*>(registers[REG_RSP]), sizeof(greg_t));
  registers[REG_RIP] -= 1;
  registers[REG_RSP] += static_cast<greg_t>(sizeof(greg_t));
}

void say(const char* text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

[[noreturn]] void end_node(int signal) {
  say("forlopp: a hardware trap that cannot be contained; the node ends. Stack:\n");
  void* frames[64];
  backtrace_symbols_fd(frames, backtrace(frames, 64), STDERR_FILENO);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(128 + signal);
}

/// Decides whether a trap is the process's own. From here until the exception is thrown the thread
/// counts as inside the runtime, so that a trap in between (no stack left) ends the node.
void on_trap(int signal, siginfo_t* info, void* raw) {
  const bool sent_by_somebody = info->si_code <= 0;
  if (!containable || sent_by_somebody) end_node(signal);
  containable = false;
  auto& registers = static_cast<ucontext_t*>(raw)->uc_mcontext.gregs;
  const auto touched = reinterpret_cast<std::uintptr_t>(info->si_addr);
  if (signal == SIGSEGV && static_cast<std::uintptr_t>(registers[REG_RIP]) == touched) {
    step_back_to_caller(registers);
  }
  if (!in_program(static_cast<std::uintptr_t>(registers[REG_RIP]))) end_node(signal);
  pending = {signal, info->si_addr};
  redirect(registers);
}

/// Where C++ gives up, a process is left in the middle; outside of processes the program ends.
[[noreturn]] void on_terminate() {
  if (!containable || innermost == nullptr) before_us();
#if defined(__SANITIZE_ADDRESS__)
  __asan_handle_no_return();
#endif
  __builtin_longjmp(innermost->way_out(), 1);
}

}  // namespace

extern "C" [[noreturn, gnu::used]] void forlopp_trap_throw() {
  containable = true;
  throw HardwareTrap{pending};
}

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
    before_us = std::set_terminate(&on_terminate);
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
  sigaltstack(&stack, &before_);
}

AlternateStack::~AlternateStack() {
  sigaltstack(&before_, nullptr);
  std::free(memory_);
}

void ProcessCodeScope::keep_exceptions() {
  std::memcpy(&outer_exceptions_, abi::__cxa_get_globals(), sizeof outer_exceptions_);
}

void ProcessCodeScope::forget_exceptions() {
  Exceptions now{};
  for (;;) {
    std::memcpy(&now, abi::__cxa_get_globals(), sizeof now);
    if (now.caught == outer_exceptions_.caught) break;
    abi::__cxa_end_catch();
  }
  std::memcpy(static_cast<void*>(abi::__cxa_get_globals()), &outer_exceptions_,
              sizeof outer_exceptions_);
}

std::vector<std::string> stack_of_last_throw() {
  return throw_stack::last();
}

}  // namespace forlopp::runtime::trap
