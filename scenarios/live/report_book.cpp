#include "scenarios/live/report_book.hpp"

namespace forlopp::live {

using runtime::SupervisorReport;

void ReportBook::note(const SupervisorReport& report) {
  using enum SupervisorReport::Kind;
  const bool is_everyday = report.kind == child_started ||
                           (report.kind == child_terminated && report.reason.is_orderly());
  if (is_everyday) return;
  if (kept_.size() == kept_max) kept_.pop_front();
  kept_.push_back(report);
}

std::vector<const SupervisorReport*> ReportBook::about(runtime::Pid pid) const {
  std::vector<const SupervisorReport*> found;
  for (const SupervisorReport& report : kept_) {
    const bool is_sequel = !found.empty() && report.supervisor == found.back()->supervisor &&
                           report.child == found.back()->child &&
                           report.kind != SupervisorReport::Kind::child_terminated &&
                           found.back()->kind == SupervisorReport::Kind::child_terminated;
    if (report.pid == pid || is_sequel) found.push_back(&report);
  }
  return found;
}

}  // namespace forlopp::live
