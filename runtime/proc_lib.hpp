#pragma once

#include <memory>

#include "runtime/script.hpp"

namespace forlopp::runtime::proc_lib {

/// OTP's proc_lib: a start that waits, for processes whose start takes messages or time. Where the
/// start is over when `init` returns, `Context::start_link` is simpler and faster.

/// Said by a new process to its parent: it has started, and what it has to say about that. A
/// message, for the starts of this header, which wait for one; `Context::init_ack` is for
/// `Context::start_link`, which waits for nothing and needs only to be told that `init` succeeded.
void init_ack(const Context& self, Message value = {});
/// Said by a new process that is not needed after all.
void init_ignore(const Context& self);
/// Said by a new process that cannot start: the start fails with this reason. Then it should end.
void init_fail(const Context& self, ExitReason reason);

struct Started {
  Pid pid{};        ///< Nobody if the process said ignore.
  Message value{};  ///< What it acknowledged with.
};
/// How a start came out.
struct MonitoredStart {
  Result<Started, ExitReason> start;
  Ref monitor;  ///< Holds in either case.
};

/// The error is the reason with which the process ended before it acknowledged anything, or
/// `timeout`: then it has been killed. In both cases it is gone when the start returns.
///
/// `start_link`: its exit signal is like that of any linked process, a trapping caller finds an
/// `Exit`; after a time-out there is none.
Task<Result<Started, ExitReason>> start(Context self, SpawnOptions options,
                                        std::unique_ptr<ProcessCode> code,
                                        Duration timeout = infinity);
Task<Result<Started, ExitReason>> start_link(Context self, SpawnOptions options,
                                             std::unique_ptr<ProcessCode> code,
                                             Duration timeout = infinity);
/// A `Down` with that reference comes when the process ends, even if the start failed.
Task<MonitoredStart> start_monitor(Context self, SpawnOptions options,
                                   std::unique_ptr<ProcessCode> code, Duration timeout = infinity);

/// Tells a process to end with this reason, and waits until it has. The error is `noproc`,
/// `timeout`, or the other reason with which it ended.
Task<Result<void, ExitReason>> stop(Context self, Pid process, ExitReason reason = {},
                                    Duration timeout = infinity);

}  // namespace forlopp::runtime::proc_lib
