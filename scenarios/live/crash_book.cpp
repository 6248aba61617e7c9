#include "scenarios/live/crash_book.hpp"

#include <algorithm>
#include <ranges>

#include "scenarios/live/process_state.hpp"

namespace forlopp::live {

using runtime::CrashReport;

void CrashBook::add(const CrashReport& report) {
  if (kept_.size() == kept_max) kept_.pop_front();
  kept_.push_back(report);
}

const CrashReport* CrashBook::of(runtime::Pid pid) const {
  const auto found = std::ranges::find(kept_, pid, &CrashReport::pid);
  return found == kept_.end() ? nullptr : &*found;
}

const CrashReport* CrashBook::of(std::string_view name) const {
  const auto newest_first = kept_ | std::views::reverse;
  const auto found = std::ranges::find_if(newest_first, [&](const CrashReport& report) {
    return report.label == name || (report.name && report.name.text() == name);
  });
  return found == newest_first.end() ? nullptr : &*found;
}

std::vector<const CrashReport*> CrashBook::of_call(std::uint64_t call) const {
  std::vector<const CrashReport*> halves;
  for (const CrashReport& report : kept_) {
    if (call_of(std::string_view{report.label}) == call) halves.push_back(&report);
  }
  return halves;
}

}  // namespace forlopp::live
