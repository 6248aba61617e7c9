#pragma once

#include <string>
#include <utility>
#include <vector>

#include <signal.h>

#include "runtime/heap.hpp"
#include "runtime/internal/throw_stack.hpp"

/// Hardware traps of process code as exceptions, and where exceptions came from.
///
/// A signal handler on an alternate stack rewrites the interrupted context so that the faulting
/// instruction seems to have called a function that throws `HardwareTrap`, and returns from the
/// signal. The exception then unwinds the process's frames, destroying their locals, up to the one
/// place that catches. Needs -fnon-call-exceptions in the code that traps. A call through a null or
/// wild function pointer counts as a trap of the caller.
///
/// A trap is contained only if process code was running (`ProcessCodeScope`), not inside the
/// runtime (`RuntimeScope`), and the instruction belongs to the program itself: one inside the C
/// library, an allocator or SQLite may have left a lock or a list half changed. All others end the
/// node at once, and so does a stack that is used up.
namespace forlopp::runtime::trap {

/// Thrown by a trapping instruction of process code.
struct HardwareTrap {
  int signal;
  const void* address;  ///< What it tried to touch, or where it was.
};
/// `segmentation fault at address 0x0`, ...
std::string describe(const HardwareTrap& trap);

/// Installs the handlers, once per program; call it before running processes.
void contain();

/// Gives the calling thread a stack for its signal handlers.
class AlternateStack {
 public:
  AlternateStack();
  ~AlternateStack();
  AlternateStack(const AlternateStack&) = delete;
  AlternateStack& operator=(const AlternateStack&) = delete;

 private:
  void* memory_;
  stack_t before_{};
};

class ProcessCodeScope;

/// What this thread is at: process code, in the innermost of these scopes, whose traps can be
/// contained.
inline constinit thread_local ProcessCodeScope* innermost = nullptr;
inline constinit thread_local bool containable = false;

/// While alive, this thread runs process code: its traps are the process's own.
class ProcessCodeScope {
 public:
  using WayOut = void* [5];

  ProcessCodeScope()
      : outer_{std::exchange(innermost, this)}, before_{std::exchange(containable, true)} {
    if (outer_ != nullptr) keep_exceptions();
    throw_stack::recording = true;
  }
  ~ProcessCodeScope() {
    innermost = outer_;
    containable = before_;
    throw_stack::recording = before_;
  }
  ProcessCodeScope(const ProcessCodeScope&) = delete;
  ProcessCodeScope& operator=(const ProcessCodeScope&) = delete;

  /// For __builtin_setjmp: where std::terminate goes, which C++ calls when an exception meets code
  /// that must not throw (a destructor, say). Nothing in between is destroyed.
  WayOut& way_out() { return way_out_; }
  /// After that: the exceptions that were being handled are not any more.
  void forget_exceptions();

 private:
  /// Of the process whose code started this one.
  void keep_exceptions();

  /// What the C++ ABI keeps per thread.
  struct Exceptions {
    void* caught;
    unsigned uncaught;
  };

  WayOut way_out_;
  ProcessCodeScope* outer_;
  Exceptions outer_exceptions_{};
  bool before_;
};

/// While alive, this thread is inside the runtime on behalf of a process: not containable, and what
/// it makes is not the process's own.
class RuntimeScope {
 public:
  RuntimeScope() : before_{std::exchange(containable, false)} {}
  ~RuntimeScope() { containable = before_; }
  RuntimeScope(const RuntimeScope&) = delete;
  RuntimeScope& operator=(const RuntimeScope&) = delete;

 private:
  Outside outside_{};
  bool before_;
};

/// The call stack of the exception that process code threw last on this thread, innermost first.
std::vector<std::string> stack_of_last_throw();

}  // namespace forlopp::runtime::trap
