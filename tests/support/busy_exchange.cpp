#include "tests/support/busy_exchange.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "hwsim/traffic_source.hpp"
#include "runtime/check.hpp"
#include "switch/maintenance/audit_call.hpp"
#include "tests/support/ask.hpp"

namespace forlopp::test {
namespace {

using runtime::check;

constexpr std::uint16_t cards_per_shelf = 32;
constexpr hal::PortNumber lines_per_card = 50;
constexpr const char* prefix = "2";
constexpr const char* far_prefix = "1";
constexpr hal::TrunkGroupNumber far_groups = 2;

/// Whose calls these are.
enum Callers : std::uint8_t { at_lines, far_away };

std::uint8_t number_length(const LoadPlan& plan) {
  std::uint8_t length = 1;
  for (std::uint32_t lines = plan.lines; lines > 1; lines /= 10) ++length;
  return length;
}

std::uint32_t callers(const LoadPlan& plan) {
  return plan.lines / 10 * 3;
}

hwsim::EquipmentPlan equipment_plan(const LoadPlan& plan) {
  hwsim::EquipmentPlan equipment{.slots = cards_per_shelf, .ports = lines_per_card};
  const std::uint32_t lines_per_shelf = cards_per_shelf * std::uint32_t{lines_per_card};
  equipment.shelves =
      static_cast<std::uint16_t>((plan.lines + lines_per_shelf - 1) / lines_per_shelf);
  equipment.lines = plan.lines;
  if (plan.far.circuits > 0) {
    equipment.trunk_groups.assign(far_groups, {.circuits = plan.far.circuits});
  }
  return equipment;
}

void add_trunks(const LoadPlan& plan, exchange::ExchangeConfig& config) {
  config.trunk_groups = {{.name = "direct", .circuits = plan.far.circuits},
                         {.name = "overflow", .circuits = plan.far.circuits}};
  config.routes = {
      {.prefix = far_prefix, .digits = number_length(plan), .groups = {"direct", "overflow"}}};
}

exchange::ExchangeConfig exchange_config(const LoadPlan& plan) {
  exchange::ExchangeConfig config;
  config.lines = {.shelves = equipment_plan(plan).shelves,
                  .cards_per_shelf = cards_per_shelf,
                  .lines_per_card = lines_per_card,
                  .lines = plan.lines};
  config.numbers = {.prefix = prefix, .length = number_length(plan)};
  config.admission.control = exchange::AdmissionControl::off;
  config.store.database = plan.database;
  if (plan.far.circuits > 0) add_trunks(plan, config);
  return config;
}

/// Each number that starts with one of these digits is a line that only answers. `share`: of the
/// calls, all of them together.
std::vector<hwsim::Destination> called_lines(const LoadPlan& plan, double share) {
  std::vector<hwsim::Destination> destinations;
  for (char digit = '3'; digit <= '9'; ++digit) {
    destinations.push_back({.kind = hwsim::DestinationKind::trunk,
                            .digits = hal::Digits::from(std::string{prefix} + digit),
                            .length = number_length(plan),
                            .share = share / 7.0});
  }
  return destinations;
}

std::vector<hwsim::Destination> called_from_lines(const LoadPlan& plan) {
  if (plan.far.circuits == 0) return called_lines(plan, 1.0);
  auto destinations = called_lines(plan, 1.0 - plan.far.share);
  destinations.insert(destinations.begin(), {.kind = hwsim::DestinationKind::trunk,
                                             .digits = hal::Digits::from(far_prefix),
                                             .length = number_length(plan),
                                             .share = plan.far.share});
  return destinations;
}

std::shared_ptr<const hwsim::Population> population(const LoadPlan& plan) {
  auto people = std::make_shared<hwsim::Population>();
  people->numbers = hwsim::numbers_for(equipment_plan(plan), prefix, number_length(plan));
  hwsim::Habits habits;
  habits.holding_time = hwsim::Distribution::constant(plan.conversation);
  habits.answer_delay = {};
  habits.silence_patience = hwsim::Distribution::constant(std::chrono::seconds{5});
  habits.dial_tone_patience = hwsim::Distribution::constant(plan.gives_up_after);
  people->classes.resize(2);
  people->classes[at_lines] = {habits, called_from_lines(plan), {}};
  people->classes[far_away] = {habits, called_lines(plan, 1.0), {}};
  return people;
}

}  // namespace

BusyExchange::BusyExchange(std::unique_ptr<runtime::Node> node, const LoadPlan& plan,
                           exchange::Surroundings surroundings)
    : plan_{plan}, node_{std::move(node)} {
  check(plan.lines % 1'000 == 0, "the numbers of the lines make full decades");
  equipment_ =
      std::make_unique<hwsim::SimulatedEquipment>(*node_, equipment_plan(plan), population(plan));
  auto made = exchange::Exchange::create(exchange_config(plan), *equipment_, surroundings);
  check(made.has_value(), made ? "" : made.error());
  exchange_ = std::move(*made);
  exchange_->start(*node_);
}

void BusyExchange::start_traffic() {
  sources_ = {equipment_->start_traffic({.model = hwsim::SourceModel::finite,
                                         .calling_class = at_lines,
                                         .rate = plan_.calls_per_idle_caller,
                                         .lines = callers(plan_)})};
  if (!has_far()) return;
  for (hal::TrunkGroupNumber group = 1; group <= far_groups; ++group) {
    sources_.push_back(equipment_->start_traffic({.model = hwsim::SourceModel::incoming,
                                                  .calling_class = far_away,
                                                  .rate = plan_.far.calls_from_each_group,
                                                  .group = group}));
  }
}

void BusyExchange::stop_traffic() {
  for (const runtime::Pid source : sources_) node_->send(source, hwsim::StopTraffic{});
}

void BusyExchange::place_call(std::uint32_t caller, std::uint32_t called) {
  const hwsim::LineNumbers& numbers = equipment_->population().numbers;
  node_->send(equipment_->card_of_line(caller),
              hwsim::PlaceCallTo{.port = numbers.address_of(caller).port,
                                 .digits = numbers.number_of(called)});
}

bool BusyExchange::is_quiet() const {
  const exchange::CallCounts now = counts();
  return now.in_progress == 0 && now.talking == 0 && now.waiting == 0;
}

std::vector<std::string> BusyExchange::contradictions() const {
  const exchange::CallCounts books = counts();
  const auto sum = [](const auto& by_cause) {
    std::uint64_t total = 0;
    for (const std::uint64_t count : by_cause) total += count;
    return total;
  };
  struct Law {
    const char* text;
    std::uint64_t one;
    std::uint64_t other;
  };
  const std::vector<Law> laws{
      {"attempts = answered + failed", books.attempts, books.answered + books.failed},
      {"failed = the sum by cause", books.failed, sum(books.failed_by_cause)},
      {"answered = the sum by cause", books.answered, sum(books.answered_by_cause)},
      {"records written = attempts", books.written, books.attempts},
  };
  std::vector<std::string> broken;
  for (const Law& law : laws) {
    if (law.one == law.other) continue;
    broken.push_back(fmt::format("{}: {} is not {}", law.text, law.one, law.other));
  }
  return broken;
}

std::vector<std::string> BusyExchange::audit() {
  const auto report = exchange::run_audit(*node_);
  if (!report) return {"the auditor does not answer"};
  std::vector<std::string> found;
  if (report->unanswered != 0) {
    found.push_back(fmt::format("{} processes do not answer the auditor", report->unanswered));
  }
  for (const exchange::AuditLaw& law : report->laws) {
    for (const std::string& broken : law.broken) {
      found.push_back(fmt::format("{}: {}", exchange::text(law.law), broken));
    }
  }
  if (report->repaired != 0) {
    found.push_back(fmt::format("{} calls had no half-call any more", report->repaired));
  }
  return found;
}

std::optional<hwsim::TrunkCounts> BusyExchange::far_counts() {
  hwsim::TrunkCounts sum;
  for (hal::TrunkGroupNumber group = 1; has_far() && group <= far_groups; ++group) {
    const auto counts =
        ask<hwsim::TrunkCounts, hwsim::CountTrunks>(*node_, equipment_->trunk_driver(group));
    if (!counts) return std::nullopt;
    sum.from_exchange += counts->from_exchange;
    sum.to_exchange += counts->to_exchange;
    sum.outcomes += counts->outcomes;
    sum.answered += counts->answered;
    sum.glares += counts->glares;
    sum.unexpected += counts->unexpected;
    sum.in_use += counts->in_use;
  }
  return sum;
}

bool BusyExchange::is_ready() const {
  const auto cards = exchange_->data().cards();
  return std::ranges::all_of(
      cards, [&](const auto& card) { return card.ports == 0 || node_->whereis(card.name); });
}

}  // namespace forlopp::test
