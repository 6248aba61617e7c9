#include "scenarios/engine/run_crashes.hpp"

#include <algorithm>
#include <ranges>
#include <string_view>

namespace forlopp::scenario {
namespace {

constexpr std::size_t names_max = 40;

bool is_half_call(std::string_view label) {
  return label.starts_with("o_half ") || label.starts_with("t_half ");
}

std::string pulled_text(const std::string& names, std::size_t count) {
  if (count == 0) return {};
  const std::string more =
      count > names_max ? " and " + std::to_string(count - names_max) + " more" : "";
  return "  with it   " + names + more + "\n";
}

}  // namespace

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

/// Whether it went because its supervisor, or whoever started that, had crashed.
bool CrashCollection::is_pulled_along(const runtime::CrashReport& report) {
  for (Crash& crash : std::views::reverse(kept_)) {
    auto& pulled = crash.pulled_along;
    const bool is_child =
        report.parent == crash.pid || std::ranges::find(pulled, report.parent) != pulled.end();
    if (!is_child || crash.report.reason != to_string(report.reason)) continue;
    pulled.push_back(report.pid);
    const std::string separator = pulled.size() == 1 ? "" : ", ";
    if (pulled.size() <= names_max) crash.names_pulled_along += separator + report.label;
    return true;
  }
  return false;
}

bool CrashCollection::has_room_for(const runtime::CrashReport& report) {
  return is_half_call(report.label) ? half_calls_++ < half_calls_max : others_++ < others_max;
}

void CrashCollection::add(const runtime::CrashReport& report) {
  if (report.by_link) {
    add_linked(report);
    return;
  }
  if (is_pulled_along(report)) return;
  ++total_;
  if (!has_room_for(report)) return;
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
    std::ranges::stable_sort(crash.steps, {}, &runtime::LadderStep::when);
    crash.report.ladder = runtime::draw_ladder(crash.steps);
    crash.report.text += pulled_text(crash.names_pulled_along, crash.pulled_along.size());
    reports.push_back(std::move(crash.report));
  }
  return reports;
}

}  // namespace forlopp::scenario
