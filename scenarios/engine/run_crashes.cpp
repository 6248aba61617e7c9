#include "scenarios/engine/run_crashes.hpp"

#include <algorithm>

namespace forlopp::scenario {

void CrashCollection::add_steps(Crash& crash, const runtime::CrashReport& report) {
  for (const runtime::HandledMessage& message : report.black_box) {
    const std::string sender =
        message.sender_label.empty() ? to_string(message.sender) : message.sender_label;
    crash.steps.push_back({.when = message.when.time_since_epoch(),
                           .from = message.sender ? sender : "timer",
                           .to = report.label,
                           .what = std::string{message.type}});
  }
}

void CrashCollection::add(const runtime::CrashReport& report) {
  if (report.by_link) {
    add_linked(report);
    return;
  }
  ++total_;
  if (kept_.size() == kept_max) return;
  kept_.push_back({.report = {.at = report.when.time_since_epoch(),
                              .process = report.label,
                              .reason = to_string(report.reason),
                              .supervisor = report.parent_label,
                              .text = to_string(report),
                              .ladder = {}},
                   .pid = report.pid,
                   .links = report.links});
  add_steps(kept_.back(), report);
}

void CrashCollection::add_linked(const runtime::CrashReport& report) {
  for (Crash& crash : kept_) {
    const bool same_moment = crash.report.at == report.when.time_since_epoch();
    const bool linked = std::ranges::find(crash.links, report.pid) != crash.links.end();
    if (same_moment && linked) add_steps(crash, report);
  }
}

std::vector<CrashReport> CrashCollection::reports() const {
  std::vector<CrashReport> reports;
  for (Crash crash : kept_) {
    std::ranges::stable_sort(crash.steps, {}, &LadderStep::when);
    crash.report.ladder = draw_ladder(crash.steps);
    reports.push_back(std::move(crash.report));
  }
  return reports;
}

}  // namespace forlopp::scenario
