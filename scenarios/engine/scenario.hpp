#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/expectation.hpp"
#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/scenario_exchange.hpp"
#include "scenarios/engine/scenario_place.hpp"
#include "scenarios/engine/scenario_traffic.hpp"

namespace forlopp::scenario {

/// How long a run takes, in virtual time.
struct RunPlan {
  Duration warm_up{};              // Traffic flows, nothing is measured.
  Duration duration{};             // Measured; with `until` the longest that it may take.
  std::vector<Precision> until{};  // Ends as soon as all of these hold.
  Duration drain{};                // After that no new calls, and those up may end by themselves.
};

struct OutputPlan {
  int ladders = 0;  // Of so many first calls.
};

/// One run and what must come of it: what a scenario file says. A value; valid when it was read
/// from a file or `problems_of` finds nothing.
struct Scenario {
  std::string name{};   // The file's name without folder and extension.
  std::string title{};  // One line.
  std::string about{};  // A paragraph; may be empty.
  std::uint64_t seed = 1;
  RunPlan run{};
  ExchangePlan exchange{};
  std::vector<TrafficClass> traffic{};
  std::vector<ScriptedCall> calls{};
  std::vector<Fault> faults{};
  std::vector<Expectation> expectations{};
  OutputPlan output{};
};

/// Warm-up, measured time and drain.
Duration whole_run(const RunPlan& run);

/// What contradicts itself or the exchange: things that are right alone and wrong together. In the
/// order of the file.
std::vector<Problem> problems_of(const Scenario& scenario);

/// What a run of it would do, for a person: exchange, traffic, faults in order, expectations.
std::string describe(const Scenario& scenario);

}  // namespace forlopp::scenario
