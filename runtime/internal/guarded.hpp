#pragma once

#include <utility>

#include "runtime/internal/process.hpp"
#include "runtime/internal/process_exit.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

/// What the exception that is being handled means as the end of a process.
ExitReason reason_of_exception();

/// Runs process code. The one place of the program that catches: what leaves process code is an
/// exit reason. Code that fails where C++ cannot unwind (an exception leaves a destructor) is
/// abandoned as it stands: what it held is lost, the other processes go on.
template <class Body>
void guarded(Process& process, const Body& body) {
  trap::ProcessCodeScope scope;
  const RunningHeap heap{process.heap()};
  const auto end_itself = [&](ExitReason reason) {
    process.ended_itself = true;
    process.end_with(std::move(reason));
  };
  if (__builtin_setjmp(scope.way_out()) != 0) {
    const Outside outside;
    process.abandoned = true;
    end_itself(reason_of_exception());
    scope.forget_exceptions();
    return;
  }
  try {
    body();
  } catch (const ProcessEnding&) {
    return;
  } catch (...) {
    end_itself(reason_of_exception());
  }
}

}  // namespace forlopp::runtime
