#include "scenarios/engine/report_faults.hpp"

#include <fmt/format.h>

namespace forlopp::scenario {
namespace {

bool cost_nothing(const FaultRecord& fault) {
  return fault.lost_transient == 0 && fault.lost_stable == 0;
}

bool belong_together(const FaultRecord& one, const FaultRecord& other) {
  return one.at == other.at && one.name == other.name && one.kind == other.kind &&
         one.detected_after == other.detected_after &&
         one.recovered_after == other.recovered_after && cost_nothing(one) && cost_nothing(other);
}

std::string title_of(const FaultRecord& fault) {
  if (fault.name.empty() || fault.name == fault.kind) return fault.kind;
  return fmt::format("{} ({})", fault.name, fault.kind);
}

}  // namespace

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
