#include "scenarios/engine/run_population.hpp"

#include <utility>

namespace forlopp::scenario {
namespace {

hwsim::DestinationKind kind_of(DestinationKind kind) {
  switch (kind) {
    case DestinationKind::local: return hwsim::DestinationKind::local;
    case DestinationKind::trunk: return hwsim::DestinationKind::trunk;
    case DestinationKind::number: return hwsim::DestinationKind::number;
    case DestinationKind::unallocated: return hwsim::DestinationKind::unallocated;
    case DestinationKind::incomplete: return hwsim::DestinationKind::incomplete;
    case DestinationKind::abandoned: return hwsim::DestinationKind::abandoned;
    case DestinationKind::no_digits: return hwsim::DestinationKind::no_digits;
  }
  return hwsim::DestinationKind::local;
}

hwsim::Destination destination_of(const Destination& destination, const ExchangePlan& exchange) {
  const RoutePlan* route = find_route(exchange, destination.digits);
  const int digits = route != nullptr ? route->digits : static_cast<int>(destination.digits.size());
  return {.kind = kind_of(destination.kind),
          .digits = hal::Digits::from(destination.digits),
          .length = static_cast<std::uint8_t>(digits),
          .share = destination.share};
}

hwsim::Habits habits_of(const Behaviour& behaviour) {
  hwsim::Habits habits;
  habits.holding_time = behaviour.holding_time;
  habits.answer_delay = behaviour.answer_delay;
  habits.no_answer_share = behaviour.no_answer_share;
  habits.called_hangs_up_share = behaviour.called_hangs_up_share;
  habits.patience = behaviour.patience;
  habits.dial_tone_patience = behaviour.dial_tone_patience;
  habits.think_time = behaviour.think_time;
  habits.digit_interval = behaviour.digit_interval;
  habits.mistake_share = behaviour.mistake_share;
  habits.tone_reaction = behaviour.tone_reaction;
  habits.retry_share = behaviour.retry_share;
  habits.retry_delay = behaviour.retry_delay;
  habits.retries_max = static_cast<std::uint8_t>(behaviour.retries_max);
  return habits;
}

hwsim::LoadProfile profile_of(const TrafficClass& traffic) {
  hwsim::LoadProfile profile;
  for (const LoadChange& change : traffic.profile) {
    switch (change.shape) {
      case LoadChange::Shape::step: profile.step(change.from, change.factor); break;
      case LoadChange::Shape::ramp: profile.ramp(change.from, change.until, change.factor); break;
      case LoadChange::Shape::mass_call:
        profile.mass_call(change.from, change.until, change.factor);
        break;
    }
  }
  return profile;
}

hwsim::CallingClass class_of(const TrafficClass& traffic, const ExchangePlan& exchange) {
  hwsim::CallingClass calling{
      .habits = habits_of(traffic.behaviour), .destinations = {}, .profile = profile_of(traffic)};
  for (const Destination& destination : traffic.destinations) {
    calling.destinations.push_back(destination_of(destination, exchange));
  }
  return calling;
}

/// A line answers as people of the last class do that it belongs to.
std::vector<std::uint8_t> classes_of_lines(const Scenario& scenario) {
  std::vector<std::uint8_t> classes(static_cast<std::size_t>(scenario.exchange.lines.lines), 0);
  for (std::size_t i = 0; i < scenario.traffic.size(); ++i) {
    const LineRange& lines = scenario.traffic[i].lines;
    for (int line = lines.first; line < lines.first + lines.count; ++line) {
      classes[static_cast<std::size_t>(line)] = static_cast<std::uint8_t>(i);
    }
  }
  return classes;
}

}  // namespace

std::uint8_t class_of_call(const Scenario& scenario, std::size_t call) {
  return static_cast<std::uint8_t>(scenario.traffic.size() + call);
}

std::shared_ptr<const hwsim::Population> population_of(const Scenario& scenario) {
  const ExchangePlan& exchange = scenario.exchange;
  auto population = std::make_shared<hwsim::Population>();
  population->numbers = {.lines = static_cast<std::uint32_t>(exchange.lines.lines),
                         .slots = static_cast<std::uint16_t>(exchange.lines.cards_per_shelf),
                         .ports = static_cast<hal::PortNumber>(exchange.lines.lines_per_card),
                         .prefix = exchange.numbers.prefix,
                         .length = static_cast<std::uint8_t>(exchange.numbers.length)};
  for (const TrafficClass& traffic : scenario.traffic) {
    population->classes.push_back(class_of(traffic, exchange));
  }
  for (const ScriptedCall& call : scenario.calls) {
    population->classes.push_back(
        {.habits = habits_of(call.behaviour), .destinations = {}, .profile = {}});
  }
  population->class_of_line = classes_of_lines(scenario);
  return population;
}

}  // namespace forlopp::scenario
