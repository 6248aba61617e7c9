#include "runtime/internal/aliases.hpp"

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/runtime_signals.hpp"

namespace forlopp::runtime::aliases {
namespace {

std::optional<AliasMode> mode_of(Process& process, Ref alias) {
  if (!process.relations || !process.relations->rare) return {};
  const std::uint64_t* mode = process.relations->rare->aliases.value_of(alias.bits());
  if (mode == nullptr) return {};
  return static_cast<AliasMode>(*mode);
}

void end_monitor(Node& node, Process& process, Ref monitor) {
  std::uint64_t watched = 0;
  if (!process.relations->monitoring.erase(monitor.bits(), &watched)) return;
  process.relations->rare->monitor_notes.erase(monitor.bits());
  inbox::send_signal(node, process.pid(), Pid::from_bits(watched), signal::Demonitor{monitor});
}

}  // namespace

bool admit(Node& node, Process& process, Ref alias) {
  const auto mode = mode_of(process, alias);
  if (!mode) return false;
  if (*mode == AliasMode::reply || *mode == AliasMode::reply_demonitor) remove(process, alias);
  if (*mode == AliasMode::reply_demonitor) end_monitor(node, process, alias);
  return true;
}

void monitor_ended(Process& process, Ref monitor) {
  const auto mode = mode_of(process, monitor);
  if (mode == AliasMode::demonitor || mode == AliasMode::reply_demonitor) remove(process, monitor);
}

bool remove(Process& process, Ref alias) {
  if (!process.relations || !process.relations->rare) return false;
  return process.relations->rare->aliases.erase(alias.bits());
}

}  // namespace forlopp::runtime::aliases
