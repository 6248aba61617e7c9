#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/fault_text.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/engine/run_strikes.hpp"

namespace forlopp::live {

/// A minute of forty lines on four cards that call each other once a second, some of them by the
/// two circuits of the trunk group `north`; `faults` as in a scenario file, a line each.
scenario::Scenario small_exchange(const std::string& faults = {});

/// What came of it.
scenario::Measurements run_with(const scenario::Scenario& scenario,
                                scenario::RunDriver* driver = nullptr);
/// Everything that is reported of it but how long it took.
std::string report_of(scenario::Measurements measured);

/// A fault, as written.
scenario::Fault fault_of(const std::vector<scenario::Written>& written,
                         const scenario::RunInside& inside);

/// Does things at moments of a run.
class Deeds final : public scenario::RunDriver {
 public:
  using Deed = std::function<void(const scenario::RunInside& inside, scenario::Duration now)>;
  void at(scenario::Duration when, Deed deed) { deeds_.emplace(when, std::move(deed)); }

  void begins(const scenario::RunInside& inside) override { inside_ = &inside; }
  Verdict advance(runtime::Instant until) override;
  void over(const scenario::Measurements&) override {}

 private:
  const scenario::RunInside* inside_ = nullptr;
  std::multimap<scenario::Duration, Deed> deeds_{};
};

}  // namespace forlopp::live
