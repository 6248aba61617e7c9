#pragma once

#include "runtime/exit_reason.hpp"
#include "runtime/message.hpp"
#include "runtime/name.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// A monitored process has ended, or was not there in the first place (reason noproc).
struct Down {
  Ref ref;  ///< What `monitor` returned.
  Pid pid;
  ExitReason reason;
  Name name{};  ///< Under which it was monitored, if that was how.
  Name tag{};   ///< What `MonitorOptions` said.
};

/// An exit signal, received as a message because the receiver traps exits.
struct Exit {
  Pid from;
  ExitReason reason;
};

/// Who asks, and which question: the return address of a `Call`.
struct From {
  Pid pid;
  Ref ref;
};

/// A question to a server; answer it with `Context::reply`.
template <class Request>
struct Call {
  From from;
  Request request;
  template <class Act>
  void for_each_part(Act act) {
    act(request);
  }
};

/// The answer to the question `ref`.
template <class T>
struct Reply {
  static constexpr bool is_answer = true;
  Ref ref;
  T value;
  template <class Act>
  void for_each_part(Act act) {
    act(value);
  }
};

}  // namespace forlopp::runtime
