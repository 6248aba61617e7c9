#include "scenarios/engine/run_blocking.hpp"

#include <algorithm>

#include "callmodel/cause.hpp"
#include "scenarios/engine/run_theory.hpp"

namespace forlopp::scenario {
namespace {

constexpr int holding_times_per_batch = 10;

bool is_congestion(callmodel::Cause cause) {
  return cause == callmodel::Cause::no_circuit_available ||
         cause == callmodel::Cause::switching_equipment_congestion;
}

Duration batch_of(const TrafficClass& traffic, const ExchangePlan& exchange) {
  const Duration hold = seconds(mean_occupancy(traffic, exchange));
  return std::max<Duration>(hold * holding_times_per_batch, std::chrono::seconds{1});
}

Duration longest_batch(const Scenario& scenario) {
  Duration longest = std::chrono::seconds{1};
  for (const TrafficClass& traffic : scenario.traffic) {
    longest = std::max(longest, batch_of(traffic, scenario.exchange));
  }
  return longest;
}

/// The slowest class that may use a group sets the pace of its changes.
Duration batch_of(const std::string& group, const Scenario& scenario) {
  Duration longest{};
  for (const TrafficClass& traffic : scenario.traffic) {
    if (traffic.from_group == group)
      longest = std::max(longest, batch_of(traffic, scenario.exchange));
    for (const Destination& destination : traffic.destinations) {
      const RoutePlan* route = find_route(scenario.exchange, destination.digits);
      const bool uses_it =
          route != nullptr && std::ranges::find(route->groups, group) != route->groups.end();
      if (uses_it) longest = std::max(longest, batch_of(traffic, scenario.exchange));
    }
  }
  return longest > Duration::zero() ? longest : longest_batch(scenario);
}

}  // namespace

BlockingLog::BlockingLog(const Scenario& scenario) : scenario_{scenario} {
  for (const TrunkGroupPlan& group : scenario.exchange.trunk_groups) {
    groups_.push_back({.name = group.name,
                       .circuits = group.circuits,
                       .estimator = BlockingEstimator{batch_of(group.name, scenario)}});
    incoming_.push_back({.estimator = BlockingEstimator{batch_of(group.name, scenario)}});
  }
  for (const TrafficClass& traffic : scenario.traffic) {
    classes_.push_back({.name = traffic.name,
                        .circuits = 0,
                        .estimator = BlockingEstimator{batch_of(traffic, scenario.exchange)}});
  }
}

void BlockingLog::restart(Duration now) {
  measured_from_ = now;
  for (Incoming& group : incoming_) {
    group.estimator.restart(now);
    group.refused = 0;
  }
  for (auto* streams : {&groups_, &classes_}) {
    for (Stream& stream : *streams) {
      stream.estimator.restart(now);
      stream.busy.restart(now);
    }
  }
}

void BlockingLog::sought(std::size_t group, Duration now, AttemptResult result) {
  groups_[group].estimator.add(now, result);
}

void BlockingLog::busy(std::size_t group, Duration now, std::uint32_t circuits) {
  groups_[group].busy.set(now, circuits);
}

void BlockingLog::attempted(std::size_t traffic_class, Duration now, AttemptResult result) {
  if (traffic_class < classes_.size()) classes_[traffic_class].estimator.add(now, result);
}

void BlockingLog::bid(hal::TrunkGroupNumber group, runtime::Instant now, hwsim::Bid bid) {
  incoming_[group - std::size_t{1}].estimator.add(
      now.time_since_epoch(),
      bid == hwsim::Bid::circuit ? AttemptResult::carried : AttemptResult::blocked);
}

void BlockingLog::refused(hal::TrunkGroupNumber group, runtime::Instant, hal::CauseValue cause) {
  if (is_congestion(callmodel::Cause{cause})) ++incoming_[group - std::size_t{1}].refused;
}

std::vector<IncomingResult> BlockingLog::incoming() const {
  std::vector<IncomingResult> results;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    const auto& [estimator, refused] = incoming_[group];
    if (estimator.attempts() == 0) continue;
    const auto interval = estimator.interval();
    results.push_back({.group = groups_[group].name,
                       .circuits = groups_[group].circuits,
                       .attempts = estimator.attempts(),
                       .blocked = estimator.blocked(),
                       .refused = refused,
                       .blocking = interval ? interval : estimator.interval_of_short_run()});
  }
  return results;
}

BlockingResult BlockingLog::result(const Stream& stream, Duration end) const {
  BlockingResult result;
  result.name = stream.name;
  result.circuits = stream.circuits;
  result.attempts = stream.estimator.attempts();
  result.blocked = stream.estimator.blocked();
  result.blocking = stream.estimator.interval();
  if (stream.circuits == 0) return result;
  const double carried = stream.busy.mean(end);
  const auto attempts = static_cast<double>(result.attempts);
  const auto passed = static_cast<double>(result.attempts - result.blocked);
  result.carried_erlangs = carried;
  result.offered_erlangs = passed > 0 ? carried * attempts / passed : 0;
  return result;
}

std::vector<BlockingResult> BlockingLog::results(Duration end) const {
  std::vector<BlockingResult> results;
  for (const Stream& group : groups_) {
    results.push_back(result(group, end));
    BlockingResult& last = results.back();
    last.theory = theory_of(scenario_, group.name);
    if (!last.theory && last.attempts > 0) {
      last.theory = reference_of(last.offered_erlangs.value_or(0), last.circuits);
    }
    if (!last.blocking) last.blocking = group.estimator.interval_of_short_run();
  }
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (!leaves_by_trunk(scenario_.traffic[i])) continue;
    results.push_back(result(classes_[i], end));
    BlockingResult& last = results.back();
    if (!last.blocking) last.blocking = classes_[i].estimator.interval_of_short_run();
  }
  return results;
}

std::optional<BlockingResult> BlockingLog::result_of(const std::string& name, Duration end) const {
  for (const auto* streams : {&groups_, &classes_}) {
    const auto found = std::ranges::find(*streams, name, &Stream::name);
    if (found != streams->end()) return result(*found, end);
  }
  return std::nullopt;
}

}  // namespace forlopp::scenario
