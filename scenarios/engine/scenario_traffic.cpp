#include "scenarios/engine/scenario_traffic.hpp"

#include <algorithm>

namespace forlopp::scenario {
namespace {

double in_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

// Circuits and paths are seized when the number is complete and found.
bool occupies(DestinationKind kind) {
  switch (kind) {
    case DestinationKind::local:
    case DestinationKind::trunk:
    case DestinationKind::number: return true;
    case DestinationKind::unallocated:
    case DestinationKind::incomplete:
    case DestinationKind::abandoned:
    case DestinationKind::no_digits: return false;
  }
  return false;
}

double share_of(const TrafficClass& traffic, DestinationKind kind) {
  double sum = 0.0;
  for (const auto& destination : traffic.destinations)
    if (destination.kind == kind) sum += destination.share;
  return sum;
}

double occupying_share(const TrafficClass& traffic) {
  double sum = 0.0;
  for (const auto& destination : traffic.destinations)
    if (occupies(destination.kind)) sum += destination.share;
  return sum * (1.0 - traffic.behaviour.mistake_share);
}

double no_answer_time(const ExchangePlan& exchange) {
  using callmodel::TimerId;
  for (const auto& timer : exchange.timers)
    if (timer.timer == TimerId::no_answer) return in_seconds(timer.value);
  return in_seconds(callmodel::definition(TimerId::no_answer).value);
}

double level_after(const LoadChange& change, double before, Duration at) {
  if (at < change.from) return before;
  if (change.shape == LoadChange::Shape::step || at >= change.until) return change.factor;
  const double gone = in_seconds(at - change.from) / in_seconds(change.until - change.from);
  return before + (change.factor - before) * gone;
}

// What a class offers per line in erlangs; of all its lines alike.
double erlangs_per_line(const TrafficClass& traffic, const ExchangePlan& exchange) {
  return offered_erlangs(traffic, exchange) / std::max(1, traffic.lines.count);
}

}  // namespace

bool leaves_by_trunk(const TrafficClass& traffic) {
  return std::ranges::find(traffic.destinations, DestinationKind::trunk, &Destination::kind) !=
         traffic.destinations.end();
}

double load_factor(std::span<const LoadChange> profile, Duration at) {
  double level = 1.0;
  double mass = 1.0;
  for (const auto& change : profile) {
    if (change.shape != LoadChange::Shape::mass_call)
      level = level_after(change, level, at);
    else if (at >= change.from && at < change.until)
      mass *= change.factor;
  }
  return level * mass;
}

double load_factor_max(std::span<const LoadChange> profile) {
  double most = load_factor(profile, Duration::zero());
  for (const auto& change : profile) {
    most = std::max(most, load_factor(profile, change.from));
    most = std::max(most, load_factor(profile, change.until));
  }
  return most;
}

double mean_occupancy(const TrafficClass& traffic, const ExchangePlan& exchange) {
  const Behaviour& behaviour = traffic.behaviour;
  const double patience =
      behaviour.patience ? in_seconds(behaviour.patience->mean()) : no_answer_time(exchange);
  const double answered = in_seconds(behaviour.answer_delay.mean() + behaviour.holding_time.mean());
  const double each =
      behaviour.no_answer_share * patience + (1.0 - behaviour.no_answer_share) * answered;
  return occupying_share(traffic) * each;
}

double attempts_per_second(const TrafficClass& traffic, const ExchangePlan& exchange) {
  const double lines = traffic.lines.count;
  const double occupancy = mean_occupancy(traffic, exchange);
  const double per_erlang = occupancy > 0.0 ? 1.0 / occupancy : 0.0;
  const double value = traffic.offered.value;
  switch (traffic.offered.measure) {
    case LoadMeasure::erlangs: return value * per_erlang;
    case LoadMeasure::erlangs_per_line:
    case LoadMeasure::erlangs_per_idle_line: return value * lines * per_erlang;
    case LoadMeasure::attempts: return value;
    case LoadMeasure::attempts_per_line: return value * lines;
    case LoadMeasure::share_of_capacity: return value * exchange.admission.engineered_capacity;
  }
  return 0.0;
}

double offered_erlangs(const TrafficClass& traffic, const ExchangePlan& exchange) {
  return attempts_per_second(traffic, exchange) * mean_occupancy(traffic, exchange);
}

double attempts_per_idle_line(const TrafficClass& traffic, const ExchangePlan& exchange) {
  const double each = attempts_per_second(traffic, exchange) / std::max(1, traffic.lines.count);
  if (traffic.offered.measure == LoadMeasure::erlangs_per_idle_line) return each;
  // A line is busy with the calls that it makes and with those that it gets.
  const double busy =
      erlangs_per_line(traffic, exchange) * (1.0 + share_of(traffic, DestinationKind::local));
  constexpr double idle_least = 0.05;
  return each / std::max(idle_least, 1.0 - busy);
}

}  // namespace forlopp::scenario
