#include "runtime/proc_lib.hpp"

#include <utility>

#include "runtime/internal/signs_of_end.hpp"
#include "runtime/sys.hpp"

namespace forlopp::runtime::proc_lib {
namespace {

/// The first word of a new process to its parent.
struct InitAck {
  static constexpr bool is_isolated_value = true;
  Pid from;
  Result<Started, ExitReason> start;
  template <class Act>
  void for_each_part(Act act) {
    if (start) act(start->value);
  }
};

struct AckOrEnd {
  Monitored child;
  bool operator()(const Message& message) const {
    if (const auto* ack = message.get_if<InitAck>()) return ack->from == child.pid;
    return DownOf{child.ref}(message);
  }
};

/// A start, and the `Down` of the process if it has come.
struct Outcome {
  Result<Started, ExitReason> start;
  Message down{};
};

Task<Outcome> given_up(Context self, Monitored child) {
  self.unlink(child.pid);
  self.exit_signal(child.pid, ExitReason::Kind::kill);
  const DownOf down{child.ref};
  Outcome outcome{err(ExitReason{ExitReason::Kind::timeout})};
  outcome.down = co_await receive_if(self, down);
  const ExitOf stray{child.pid};
  co_await receive_if(self, stray, Duration::zero());
  co_return std::move(outcome);
}

Task<Outcome> acknowledged(Context self, Monitored child, Duration timeout) {
  const AckOrEnd wanted{child};
  Message message = co_await receive_if(self, wanted, timeout);
  if (!message) {
    Outcome late = co_await given_up(self, child);
    co_return std::move(late);
  }
  if (const auto* down = message.get_if<Down>()) {
    Outcome dead{err(down->reason)};
    dead.down = std::move(message);
    co_return std::move(dead);
  }
  Outcome outcome{std::move(message.get_if<InitAck>()->start)};
  if (!outcome.start || !outcome.start->pid) {
    const DownOf down{child.ref};
    outcome.down = co_await receive_if(self, down);
  }
  co_return std::move(outcome);
}

Task<Result<Started, ExitReason>> started(Context self, Monitored child, Duration timeout) {
  Outcome outcome = co_await acknowledged(self, child, timeout);
  self.demonitor(child.ref);
  co_return std::move(outcome.start);
}

void tell_parent(const Context& self, Result<Started, ExitReason> start) {
  self.send(self.parent(), InitAck{self.self(), std::move(start)});
}

}  // namespace

void init_ack(const Context& self, Message value) {
  tell_parent(self, Started{self.self(), std::move(value)});
}

void init_ignore(const Context& self) {
  tell_parent(self, Started{});
}

void init_fail(const Context& self, ExitReason reason) {
  tell_parent(self, err(std::move(reason)));
}

Task<Result<Started, ExitReason>> start(Context self, SpawnOptions options,
                                        std::unique_ptr<ProcessCode> code, Duration timeout) {
  return started(self, self.spawn_monitor(options, std::move(code)), timeout);
}

Task<Result<Started, ExitReason>> start_link(Context self, SpawnOptions options,
                                             std::unique_ptr<ProcessCode> code, Duration timeout) {
  return started(self, self.spawn_link_monitor(options, std::move(code)), timeout);
}

Task<MonitoredStart> start_monitor(Context self, SpawnOptions options,
                                   std::unique_ptr<ProcessCode> code, Duration timeout) {
  const Monitored child = self.spawn_monitor(options, std::move(code));
  Outcome outcome = co_await acknowledged(self, child, timeout);
  if (outcome.down) self.handle_next(std::move(outcome.down));
  MonitoredStart result{std::move(outcome.start), child.ref};
  co_return std::move(result);
}

Task<Result<void, ExitReason>> stop(Context self, Pid process, ExitReason reason,
                                    Duration timeout) {
  const DownOf down{self.monitor(process)};
  SystemMessage terminate{.kind = SystemMessage::Kind::terminate, .reason = reason};
  SystemRequest request{From{}, std::move(terminate)};
  self.send(process, std::move(request));
  const Message message = co_await receive_if(self, down, timeout);
  self.demonitor(down.monitor);
  if (!message) co_return err(ExitReason{ExitReason::Kind::timeout});
  const ExitReason& actual = message.get_if<Down>()->reason;
  if (actual != reason) co_return err(actual);
  co_return Result<void, ExitReason>{};
}

}  // namespace forlopp::runtime::proc_lib
