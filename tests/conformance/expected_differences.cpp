#include "tests/conformance/conformance_test.hpp"

namespace forlopp::conformance {

const std::vector<ExpectedDifference>& expected_differences() {
  static constexpr const char* no_tables = "there are no tables yet";
  static constexpr const char* no_groups = "there are no process groups yet";
  static const std::vector<ExpectedDifference> all{
      {"proc_ets_access", no_tables},
      {"proc_ets_counter", no_tables},
      {"proc_ets_give_away", no_tables},
      {"proc_ets_heir", no_tables},
      {"proc_ets_heir_dead", no_tables},
      {"proc_ets_heir_owner_same", no_tables},
      {"proc_ets_named_errors", no_tables},
      {"proc_ets_ordered", no_tables},
      {"proc_ets_owner_exit", no_tables},
      {"proc_ets_types", no_tables},
      {"proc_pg", no_groups},
      {"proc_pg_monitor", no_groups},
  };
  return all;
}

}  // namespace forlopp::conformance
