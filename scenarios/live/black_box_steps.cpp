#include "scenarios/live/black_box_steps.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "runtime/process_glance.hpp"
#include "scenarios/live/crash_fields.hpp"
#include "scenarios/live/process_state.hpp"

namespace forlopp::live {
namespace {

using runtime::CrashReport;
using runtime::HandledMessage;
using runtime::Pid;
using runtime::ProcessPortrait;
using runtime::SupervisorReport;

/// Whom a half-call may speak to and hear nothing from.
constexpr std::array<std::string_view, 5> silent{"calls", "digit_receivers", "path_finder", "store",
                                                 "admission"};

/// Gathers the steps of some processes.
class Gathering {
 public:
  Gathering(const scenario::RunInside& inside, const Books& books)
      : inside_{inside}, books_{books} {}

  void add(const ProcessPortrait& portrait);
  void add(const CrashReport& report);
  /// What those who had to do with them have heard from them.
  void add_others();
  /// In the order of time, each once.
  std::vector<TracedStep> steps() &&;

 private:
  void add(const HandledMessage& message, Pid to, const std::string& label);
  void add_spawn(runtime::Instant when, Pid parent, const std::string& parent_label, Pid child,
                 const std::string& label);
  void add(const SupervisorReport& report, const std::string& child);

  const scenario::RunInside& inside_;
  const Books& books_;
  std::vector<TracedStep> steps_{};
  std::map<Pid, std::string> members_{};  ///< With their labels, which black boxes of others lack
                                          ///< once they are gone.
  std::set<Pid> others_{};
};

void Gathering::add(const HandledMessage& message, Pid to, const std::string& label) {
  steps_.push_back({.kind = message.sender ? StepKind::message : StepKind::timer,
                    .handled = message.when,
                    .from = message.sender,
                    .to = to,
                    .from_label = message.sender == to ? label : sender_of(message),
                    .to_label = label,
                    .type = std::string{innermost(message.type)}});
  if (message.sender) others_.insert(message.sender);
}

/// Black boxes round their times down, and nobody handles anything before it begins.
runtime::Instant rounded(runtime::Instant when) {
  constexpr runtime::Duration tick{16'384};
  return runtime::Instant{when.time_since_epoch() / tick * tick};
}

void Gathering::add_spawn(runtime::Instant when, Pid parent, const std::string& parent_label,
                          Pid child, const std::string& label) {
  if (!parent) return;
  others_.insert(parent);
  steps_.push_back({.kind = StepKind::spawn,
                    .handled = rounded(when),
                    .from = parent,
                    .to = child,
                    .from_label = parent_label.empty() ? to_string(parent) : parent_label,
                    .to_label = label});
}

void Gathering::add(const ProcessPortrait& portrait) {
  const runtime::ProcessInfo& info = portrait.info;
  if (!members_.emplace(info.pid, info.label).second) return;
  add_spawn(portrait.started, info.parent, inside_.node.label_of(info.parent).value_or(""),
            info.pid, info.label);
  for (const HandledMessage& message : portrait.black_box) add(message, info.pid, info.label);
  for (const SupervisorReport* about : books_.reports.about(info.pid)) add(*about, info.label);
}

void Gathering::add(const CrashReport& report) {
  if (!members_.emplace(report.pid, report.label).second) return;
  add_spawn(report.started, report.parent, report.parent_label, report.pid, report.label);
  for (const HandledMessage& message : report.black_box) add(message, report.pid, report.label);
  steps_.push_back({.kind = StepKind::exit,
                    .handled = report.when,
                    .from = report.pid,
                    .to = report.pid,
                    .from_label = report.label,
                    .to_label = report.label,
                    .type = to_string(report.reason)});
  for (const SupervisorReport* about : books_.reports.about(report.pid)) add(*about, report.label);
}

void Gathering::add(const SupervisorReport& report, const std::string& child) {
  using enum SupervisorReport::Kind;
  TracedStep step{.handled = report.when,
                  .from = report.supervisor,
                  .to = report.pid,
                  .from_label = report.supervisor_label,
                  .to_label = child};
  const std::string budget =
      fmt::format("{} of {}", report.restarts_in_period, report.restarts_max);
  switch (report.kind) {
    case child_restarted:
      step.kind = StepKind::restart;
      step.type = budget;
      break;
    case child_terminated:
      step.kind = StepKind::signal;
      step.type = "Exit";
      std::swap(step.from, step.to);
      std::swap(step.from_label, step.to_label);
      break;
    case gave_up:
      step.kind = StepKind::exit;
      step.type = "gave up";
      step.to = step.from;
      step.to_label = step.from_label;
      break;
    case child_started:
    case start_error:
    case shutdown_error: return;
  }
  steps_.push_back(std::move(step));
}

void Gathering::add_others() {
  for (const std::string_view name : silent) {
    if (const Pid pid = inside_.node.whereis(runtime::Name{name})) others_.insert(pid);
  }
  const std::set<Pid> others = std::exchange(others_, {});
  for (const Pid other : others) {
    if (members_.contains(other)) continue;
    const auto seen = portrait(inside_.node, other);
    if (!seen) continue;
    for (const HandledMessage& message : seen->black_box) {
      if (members_.contains(message.sender)) add(message, other, seen->info.label);
    }
  }
}

/// A restart is told by two: by the supervisor, and as the spawn that it is.
std::vector<TracedStep> Gathering::steps() && {
  const auto restarts = [this](const TracedStep& spawn) {
    return spawn.kind == StepKind::spawn && std::ranges::any_of(steps_, [&](const auto& step) {
             return step.kind == StepKind::restart && step.to == spawn.to;
           });
  };
  std::vector<TracedStep> told;
  std::ranges::remove_copy_if(steps_, std::back_inserter(told), restarts);
  std::ranges::stable_sort(told, {}, &TracedStep::when);
  for (TracedStep& step : told) {
    if (const auto from = members_.find(step.from); from != members_.end()) {
      step.from_label = from->second;
    }
  }
  const auto same = [](const TracedStep& a, const TracedStep& b) {
    return a.when() == b.when() && a.kind == b.kind && a.kind != StepKind::message &&
           a.from == b.from && a.to == b.to && a.type == b.type;
  };
  told.erase(std::unique(told.begin(), told.end(), same), told.end());
  return told;
}

}  // namespace

std::vector<TracedStep> steps_left_of_call(std::uint64_t call, const scenario::RunInside& inside,
                                           const Books& books) {
  Gathering gathering{inside, books};
  for (const CrashReport* crash : books.crashes.of_call(call)) gathering.add(*crash);
  std::vector<Pid> halves;
  runtime::glance(inside.node, [&](const runtime::ProcessGlance& process) {
    if (call_of(process.label) == call) halves.push_back(process.pid);
  });
  for (const Pid half : halves) {
    if (const auto seen = portrait(inside.node, half)) gathering.add(*seen);
  }
  gathering.add_others();
  return std::move(gathering).steps();
}

std::vector<TracedStep> steps_left_of_process(Pid pid, const scenario::RunInside& inside,
                                              const Books& books) {
  Gathering gathering{inside, books};
  const auto alive = portrait(inside.node, pid);
  const CrashReport* before =
      alive ? books.crashes.of(std::string_view{alive->info.label}) : books.crashes.of(pid);
  if (before != nullptr && (!alive || before->parent == alive->info.parent)) {
    gathering.add(*before);
  }
  if (alive) gathering.add(*alive);
  gathering.add_others();
  return std::move(gathering).steps();
}

}  // namespace forlopp::live
