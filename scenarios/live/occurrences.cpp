#include "scenarios/live/occurrences.hpp"

#include <algorithm>

#include "scenarios/engine/run_levels.hpp"

namespace forlopp::live {
namespace {

using Kind = runtime::SupervisorReport::Kind;

bool is_as_it_should_be(const runtime::SupervisorReport& report) {
  if (report.kind == Kind::child_started) return true;
  return report.kind == Kind::child_terminated && report.reason.is_orderly();
}

}  // namespace

void Occurrences::supervised(const runtime::SupervisorReport& report) {
  if (is_as_it_should_be(report)) return;
  ++supervisions_;
  if (report.kind == Kind::child_restarted) {
    level_ = std::max(level_, scenario::level_of(report).level);
  }
}

void Occurrences::recovered(const exchange::Recovery& recovery) {
  level_ = std::max(level_, static_cast<int>(recovery.level));
}

void Occurrences::alarm_raised(const exchange::Alarm& alarm) {
  alarm_ = std::max(alarm_, alarm.severity);
}

}  // namespace forlopp::live
