#include "runtime/supervisor_bridge.hpp"

#include "runtime/signals.hpp"

namespace forlopp::runtime {

void SupervisorBridge::init(Context& context) {
  context.trap_exit();
  const StartResult started = start_subsystem(context);
  if (!started) context.exit(started.error());
  subsystem_ = *started;
  context.link(subsystem_);
}

void SupervisorBridge::receive(Context& context, Message message) {
  const auto* exit = message.get_if<Exit>();
  if (exit == nullptr) return;
  if (exit->from == subsystem_ || exit->from == context.parent()) context.stop(exit->reason);
}

void SupervisorBridge::terminate(Context& context, const ExitReason& reason) {
  stop_subsystem(context, reason);
}

}  // namespace forlopp::runtime
