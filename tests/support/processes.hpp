#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "runtime/script.hpp"
#include "tests/support/event_log.hpp"

/// Small processes that stories start.
namespace forlopp::test {

using runtime::Context;
using runtime::ExitReason;
using runtime::Message;
using runtime::Pid;
using runtime::Task;

/// Tells a process to go on with what it was made for.
struct Go {};

/// Waits for ever.
inline Task<> idle(Context self) {
  const Message never = co_await sleep(self, runtime::infinity);
}

/// Ends at once, with this reason.
inline Task<> ends_with(Context self, ExitReason reason) {
  self.exit(std::move(reason));
  co_return;
}

/// Ends with this reason when it is told to.
inline Task<> ends_when_told(Context self, ExitReason reason) {
  const Message go = co_await runtime::receive_any<Go>(self);
  self.exit(std::move(reason));
}

/// Starts a child that cannot have run yet when the caller goes on: it waits for `Go`.
inline Pid spawn_ending(Context self, ExitReason reason) {
  return self.spawn({}, runtime::script(&ends_when_told, std::move(reason)));
}

inline Pid spawn_idle(Context self) {
  return self.spawn({}, runtime::script(&idle));
}

/// Waits for the `Down` of that monitor, and tells its reason.
inline Task<ExitReason> down_of(Context self, runtime::Ref ref) {
  const auto is_it = [ref](const Message& message) {
    const auto* down = message.get_if<runtime::Down>();
    return down != nullptr && down->ref == ref;
  };
  const Message message = co_await runtime::receive_if(self, is_it);
  co_return message.get_if<runtime::Down>()->reason;
}

/// Waits until that process is gone, and tells with which reason; `noproc` if it was gone before.
inline Task<ExitReason> end_of(Context self, Pid pid) {
  const runtime::Ref ref = self.monitor(pid);
  const ExitReason reason = co_await down_of(self, ref);
  co_return reason;
}

/// Waits for an exit signal that this process traps, and tells its reason.
inline Task<ExitReason> trapped_exit(Context self) {
  const Message message = co_await runtime::receive_any<runtime::Exit>(self);
  co_return message.get_if<runtime::Exit>()->reason;
}

/// A pid whose process is gone.
inline Task<Pid> somebody_dead(Context self) {
  const runtime::Monitored child =
      self.spawn_monitor({}, runtime::script(&ends_with, ExitReason{}));
  const ExitReason reason = co_await down_of(self, child.ref);
  co_return child.pid;
}

}  // namespace forlopp::test
