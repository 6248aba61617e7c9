#include "runtime/internal/stop_process.hpp"

#include "runtime/internal/signs_of_end.hpp"

namespace forlopp::runtime {
namespace {

/// The first sign that a linked and monitored process has ended. If it was dead before it was
/// monitored, its `Exit` lies in the mailbox before the `Down` that says noproc.
struct EndOf {
  Pid process;
  Ref monitor;

  bool operator()(const Message& message) const {
    return ExitOf{process}(message) || DownOf{monitor}(message);
  }
};

/// Leaves neither link nor monitor behind. An `Exit` that is already queued is left to be ignored:
/// no pid ever means another process later.
ExitReason settle(const Context& self, const EndOf& end, const Message& sign) {
  if (const auto* exit = sign.get_if<Exit>()) {
    self.demonitor(end.monitor);
    return exit->reason;
  }
  self.unlink(end.process);
  return sign.get_if<Down>()->reason;
}

}  // namespace

Task<ExitReason> stop_process(Context self, Pid process, Shutdown patience) {
  const bool at_once = patience == brutal_kill;
  const EndOf end{process, self.monitor(process)};
  self.exit_signal(process, at_once ? ExitReason::Kind::kill : ExitReason::Kind::shutdown);
  Message sign = co_await receive_if(self, end, at_once ? infinity : patience);
  if (!sign) {
    self.exit_signal(process, ExitReason::Kind::kill);
    sign = co_await receive_if(self, end);
  }
  co_return settle(self, end, sign);
}

Task<> wait_for_end(Context self, Pid process) {
  const DownOf down{self.monitor(process)};
  co_await receive_if(self, down);
}

bool is_expected_end(const ExitReason& reason, const ChildSpec& spec) {
  const bool at_once = spec.patience() == brutal_kill;
  const ExitReason asked = at_once ? ExitReason::Kind::killed : ExitReason::Kind::shutdown;
  return reason == asked || (reason.is_orderly() && spec.restart != Restart::permanent);
}

}  // namespace forlopp::runtime
