#include "scenarios/engine/report_faults.hpp"

#include <fmt/format.h>

#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {
namespace {

bool cost_nothing(const FaultRecord& fault) {
  return fault.lost_transient == 0 && fault.lost_stable == 0;
}

bool belong_together(const FaultRecord& one, const FaultRecord& other) {
  return one.at == other.at && one.name == other.name && one.kind == other.kind &&
         one.detected_after == other.detected_after &&
         one.recovered_after == other.recovered_after &&
         one.taken_back_after == other.taken_back_after && one.outlived_run == other.outlived_run &&
         cost_nothing(one) && cost_nothing(other);
}

std::string title_of(const FaultRecord& fault) {
  if (fault.name.empty() || fault.name == fault.kind) return fault.kind;
  return fmt::format("{} ({})", fault.name, fault.kind);
}

}  // namespace

std::string recovery_text(const FaultRecord& fault, const RunFacts& run) {
  const auto& recovered = fault.recovered_after;
  const auto& taken_back = fault.taken_back_after;
  if (taken_back && recovered == taken_back) {
    return fmt::format("taken back after {}", delay_text(*taken_back));
  }
  if (taken_back && recovered) {
    return fmt::format("{}, taken back after {}", delay_text(*recovered), delay_text(*taken_back));
  }
  if (taken_back) return fmt::format("-, taken back after {}", delay_text(*taken_back));
  if (recovered) return delay_text(*recovered);
  if (fault.outlived_run) return "at work until the end";
  return run.interrupted ? "run interrupted" : "-";
}

std::vector<FaultRow> fault_rows(const std::vector<FaultRecord>& faults) {
  std::vector<FaultRow> rows;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const FaultRecord& fault = faults[i];
    if (!rows.empty() && belong_together(rows.back().fault, fault)) {
      FaultRow& row = rows.back();
      ++row.strikes;
      row.target = fmt::format("{} .. {} ({})", row.fault.target, fault.target, row.strikes);
      continue;
    }
    rows.push_back(
        {.first = i + 1, .fault = fault, .title = title_of(fault), .target = fault.target});
  }
  return rows;
}

}  // namespace forlopp::scenario
