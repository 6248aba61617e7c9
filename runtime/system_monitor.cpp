#include "runtime/system_monitor.hpp"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

SystemMonitor system_monitor(Context self) {
  const trap::RuntimeScope scope;
  return self.node().warnings().setting();
}

SystemMonitor system_monitor(Context self, const SystemMonitor& setting) {
  const trap::RuntimeScope scope;
  return self.node().warnings().set(setting);
}

std::string to_string(const LongMailbox& report) {
  return fmt::format("{} {} has {} messages waiting, {} are its limit", report.label,
                     to_string(report.pid), report.messages, report.limit);
}

std::string to_string(const LargeHeap& report) {
  return fmt::format("{} {} has {} bytes in its heap, {} are its limit", report.label,
                     to_string(report.pid), report.bytes, report.limit);
}

std::string to_string(const BusyPort& report) {
  return fmt::format("{} {} waits for the busy port {} {}", report.label, to_string(report.pid),
                     report.port_label, to_string(report.port));
}

void report_busy_port(Context port, Pid sender) {
  const trap::RuntimeScope scope;
  const Node& node = port.node();
  node.warnings().raise(BusyPort{.when = node.now(),
                                 .pid = sender,
                                 .label = node.label_of(sender).value_or(""),
                                 .port = port.self(),
                                 .port_label = to_string(port.label())});
}

SystemMonitor SystemWarnings::setting() {
  const std::scoped_lock lock{lock_};
  if (!node_.is_alive(setting_.listener)) setting_ = {};
  return setting_;
}

SystemMonitor SystemWarnings::set(const SystemMonitor& setting) {
  const SystemMonitor before = this->setting();
  const std::scoped_lock lock{lock_};
  setting_ = setting;
  return before;
}

template <class Warning>
void SystemWarnings::tell(const Warning& warning, bool SystemMonitor::*wanted) {
  const SystemMonitor setting = this->setting();
  if (!setting.listener || !(setting.*wanted) || setting.listener == warning.pid) return;
  inbox::send_signal(node_, Pid{}, setting.listener, warning);
}

void SystemWarnings::raise(const LongSchedule& warning) {
  if (node_.observer() != nullptr) node_.observer()->long_schedule(warning);
  tell(warning, &SystemMonitor::long_schedule);
}

void SystemWarnings::raise(const LongMailbox& warning) {
  if (node_.observer() != nullptr) node_.observer()->long_mailbox(warning);
  tell(warning, &SystemMonitor::long_mailbox);
}

void SystemWarnings::raise(const LargeHeap& warning) {
  if (node_.observer() != nullptr) node_.observer()->large_heap(warning);
  tell(warning, &SystemMonitor::large_heap);
}

void SystemWarnings::raise(const BusyPort& warning) {
  if (node_.observer() != nullptr) node_.observer()->busy_port(warning);
  tell(warning, &SystemMonitor::busy_port);
}

const Limits& limits_of(const Node& node, const Process& process) {
  return process.own ? process.own->limits : node.limits();
}

std::uint32_t too_many(const Limits& limits) {
  if (limits.mailbox_messages == 0 || limits.on_limit == OnLimit::nothing) {
    return Process::no_limit;
  }
  return std::min(limits.mailbox_messages, Process::no_limit - 1) + 1;
}

void mailbox_is_long(Node& node, Process& process) {
  const Limits& limits = limits_of(node, process);
  process.too_many =
      process.waiting > Process::no_limit / 2 ? Process::no_limit : 2 * process.waiting;
  if (kills(limits.on_limit)) process.end_with(ExitReason::Kind::killed);
  if (!reports(limits.on_limit)) return;
  node.warnings().raise(LongMailbox{.when = node.now(),
                                    .pid = process.pid(),
                                    .label = to_string(process.label()),
                                    .messages = process.waiting,
                                    .limit = limits.mailbox_messages});
}

}  // namespace forlopp::runtime
