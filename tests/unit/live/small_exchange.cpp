#include "tests/unit/live/small_exchange.hpp"

#include <algorithm>

#include "runtime/check.hpp"
#include "scenarios/engine/report_json.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::live {

scenario::Scenario small_exchange(const std::string& faults) {
  std::string text = R"(
scenario: A small exchange
run: {duration: 60s, drain: 60s}
exchange:
  lines: 40
  cards_per_shelf: 4
  lines_per_card: 10
  trunk_groups: [{name: north, circuits: 2}]
  routes: [{prefix: "0", digits: 4, groups: [north]}]
traffic:
  - {class: all, offers: 1/s, calls_to: {local: 80 %, trunk 0: 20 %}, holding_time: exponential 10s}
)";
  if (!faults.empty()) text += "faults:\n" + faults;
  auto scenario = scenario::read_scenario(text, "small.yaml");
  runtime::check(scenario.has_value(), "the small exchange cannot be read");
  return std::move(*scenario);
}

scenario::Measurements run_with(const scenario::Scenario& scenario, scenario::RunDriver* driver) {
  auto measured = scenario::run(scenario, {.driver = driver});
  runtime::check(measured.has_value(), "the small exchange cannot be run");
  return std::move(*measured);
}

std::string report_of(scenario::Measurements measured) {
  measured.run.wall_time = {};
  return json_report(measured);
}

scenario::Fault fault_of(const std::vector<scenario::Written>& written,
                         const scenario::RunInside& inside) {
  auto fault =
      scenario::read_fault(written, inside.scenario.exchange, inside.node.now().time_since_epoch());
  runtime::check(fault.has_value(), "the fault cannot be read");
  return std::move(*fault);
}

Deeds::Verdict Deeds::advance(runtime::Instant until) {
  const bool is_due = !deeds_.empty() && deeds_.begin()->first <= until.time_since_epoch();
  inside_->node.run_until(is_due ? runtime::Instant{deeds_.begin()->first} : until);
  if (!is_due) return Verdict::go_on;
  const Deed deed = std::move(deeds_.extract(deeds_.begin()).mapped());
  deed(*inside_, inside_->node.now().time_since_epoch());
  return Verdict::go_on;
}

}  // namespace forlopp::live
