#include <iterator>

#include <fmt/format.h>

#include "runtime/internal/crash.hpp"
#include "runtime/internal/guarded.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/observer.hpp"

namespace forlopp::runtime {
namespace {

double seconds(Instant when) {
  return std::chrono::duration<double>{when.time_since_epoch()}.count();
}

/// Asks the code, unless it is gone or was left in the middle.
std::string state_of(Process& process) {
  std::string_view state;
  if (!process.code || process.abandoned) return {};
  guarded(process, [&] { state = process.code->state_name(); });
  return std::string{state};
}

std::string named(Pid pid, const std::string& label) {
  return label.empty() ? to_string(pid) : to_string(pid) + " " + label;
}

std::vector<Ancestor> ancestors_above(const Node& node, Pid parent) {
  constexpr std::size_t ancestors_max = 64;
  std::vector<Ancestor> ancestors;
  Pid above = node.processes().parent_of(parent);
  while (above && ancestors.size() < ancestors_max) {
    ancestors.push_back({above, node.label_of(above).value_or("")});
    above = node.processes().parent_of(above);
  }
  return ancestors;
}

}  // namespace

std::vector<HandledMessage> open_black_box(const Node& node, const BlackBox& box) {
  std::vector<HandledMessage> messages;
  for (const BlackBox::Entry& entry : box.entries(node.now())) {
    messages.push_back({.when = entry.when,
                        .sender = entry.sender,
                        .sender_label = node.label_of(entry.sender).value_or(""),
                        .type = short_name(*entry.type)});
  }
  return messages;
}

void report_crash(Node& node, Process& process, const ExitReason& reason) {
  if (node.observer() == nullptr) return;
  CrashReport report{.when = node.now(),
                     .pid = process.pid(),
                     .label = to_string(process.label()),
                     .name = process.name.load(),
                     .reason = reason,
                     .state = state_of(process),
                     .parent = process.parent,
                     .parent_label = node.label_of(process.parent).value_or(""),
                     .by_link = process.by_link,
                     .started = process.started,
                     .messages_waiting = process.waiting};
  report.ancestors = ancestors_above(node, report.parent);
  report.black_box = open_black_box(node, process.black_box);
  if (process.relations) report.links = process.relations->linked_pids();
  node.observer()->crashed(report);
}

std::string to_string(const CrashReport& report) {
  std::string text =
      fmt::format("{} {} ended at {:.6f} s: {}\n", report.label, to_string(report.pid),
                  seconds(report.when), to_string(report.reason));
  const auto out = std::back_inserter(text);
  if (report.name) fmt::format_to(out, "  name      {}\n", report.name.text());
  if (!report.state.empty()) fmt::format_to(out, "  state     {}\n", report.state);
  fmt::format_to(out, "  parent    {}\n", named(report.parent, report.parent_label));
  for (const Ancestor& above : report.ancestors)
    fmt::format_to(out, "  ancestor  {}\n", named(above.pid, above.label));
  fmt::format_to(out, "  lived     {:.6f} s\n", seconds(report.when) - seconds(report.started));
  fmt::format_to(out, "  waiting   {} messages\n", report.messages_waiting);
  for (const Pid link : report.links) fmt::format_to(out, "  linked    {}\n", to_string(link));
  for (const auto& frame : report.reason.stack()) fmt::format_to(out, "  at        {}\n", frame);
  for (const HandledMessage& message : report.black_box) {
    fmt::format_to(out, "  {:>12.6f}  {:<24} from {}\n", seconds(message.when), message.type,
                   named(message.sender, message.sender_label));
  }
  return text;
}

}  // namespace forlopp::runtime
