#include "tests/unit/switch/exchange_lab.hpp"

#include <optional>
#include <utility>

#include "runtime/check.hpp"
#include "runtime/script.hpp"
#include "switch/alarms/alarm_messages.hpp"

namespace forlopp::exchange {
namespace {

hwsim::EquipmentPlan equipment_for(const LabPlan& plan) {
  const LinesConfig& lines = plan.config.lines;
  return {.shelves = lines.shelves,
          .slots = lines.cards_per_shelf,
          .ports = static_cast<hal::PortNumber>(lines.lines_per_card),
          .lines = lines.lines,
          .trunk_groups = plan.far};
}

std::shared_ptr<const hwsim::Population> population_for(const LabPlan& plan) {
  auto population = std::make_shared<hwsim::Population>();
  population->numbers = hwsim::numbers_for(equipment_for(plan), plan.config.numbers.prefix,
                                           plan.config.numbers.length);
  population->classes.push_back(plan.callers);
  return population;
}

/// Holds the telephones, so that the simulated people leave them alone.
class Hands final : public runtime::ProcessCode {
 public:
  void receive(runtime::Context&, runtime::Message) override {}
};

/// Asks once and keeps the answer where the test can see it.
template <class Answer, class Question>
class Asker final : public runtime::ProcessCode {
 public:
  Asker(runtime::Pid server, Question question, std::optional<Answer>* answer)
      : server_{server}, question_{std::move(question)}, answer_{answer} {}
  void init(runtime::Context& context) override { context.request(server_, question_); }
  void receive(runtime::Context& context, runtime::Message message) override {
    auto* reply = message.get_if<runtime::Reply<Answer>>();
    if (reply == nullptr) return;
    *answer_ = std::move(reply->value);
    context.stop();
  }

 private:
  runtime::Pid server_;
  Question question_;
  std::optional<Answer>* answer_;
};

}  // namespace

ExchangeConfig small_exchange() {
  ExchangeConfig config;
  config.lines = {.shelves = 2, .cards_per_shelf = 2, .lines_per_card = 4};
  return config;
}

ExchangeLab::ExchangeLab(LabPlan plan)
    : node{{.seed = plan.seed, .message_cost = plan.message_cost, .observer = &notes}} {
  if (plan.config.lines.cards_per_shelf == LinesConfig{}.cards_per_shelf) {
    plan.config.lines = small_exchange().lines;
  }
  equipment =
      std::make_unique<hwsim::SimulatedEquipment>(node, equipment_for(plan), population_for(plan));
  auto created =
      Exchange::create(plan.config, *equipment, {.observer = &notes, .faults = plan.faults});
  runtime::check(created.has_value(), created ? "" : created.error());
  exchange = std::move(*created);
  exchange->start(node);
  const runtime::Pid hands =
      node.spawn<Hands>({.label = {"hands"}, .processor = runtime::Processor::external});
  const std::uint32_t held = plan.hands == Hold::by_test ? exchange->data().line_count() : 0;
  for (std::uint32_t line = 0; line < held; ++line) {
    to_card(line, hwsim::HoldTelephone{port(line), hands});
  }
  run(3s);
}

hal::PortNumber ExchangeLab::port(std::uint32_t line) const {
  return static_cast<hal::PortNumber>(exchange->data().port_of(LineId{line}) + 1);
}

std::string ExchangeLab::number(std::uint32_t line) const {
  return exchange->data().number_of(LineId{line}).text();
}

void ExchangeLab::lift(std::uint32_t line) {
  to_card(line, hwsim::Lift{port(line)});
  run(200ms);
}

void ExchangeLab::hang_up(std::uint32_t line) {
  to_card(line, hwsim::HangUp{port(line)});
  run(200ms);
}

void ExchangeLab::dial(std::uint32_t line, std::string_view digits) {
  for (const char digit : digits) {
    to_card(line, hwsim::Press{port(line), digit});
    run(100ms);
  }
}

void ExchangeLab::talk(std::uint32_t from, std::uint32_t to) {
  lift(from);
  dial(from, number(to));
  run(500ms);
  lift(to);
}

void ExchangeLab::kill(std::string_view process) {
  const runtime::Pid pid = node.whereis(runtime::Name{process});
  runtime::check(static_cast<bool>(pid), "no process of that name");
  node.exit_signal(pid, runtime::ExitReason::Kind::kill);
}

template <class Answer, class Question>
Answer ExchangeLab::ask(runtime::Pid server, Question question) {
  std::optional<Answer> answer;
  node.spawn<Asker<Answer, Question>>({.label = {"asker"}}, server, std::move(question), &answer);
  for (int tries = 0; tries < 100 && !answer; ++tries) run(100ms);
  runtime::check(answer.has_value(), "no answer");
  return std::move(*answer);
}

void ExchangeLab::call_in(hal::TrunkGroupNumber group) {
  node.send(equipment->trunk_driver(group), hwsim::PlaceTrunkCall{});
}

hwsim::TrunkCounts ExchangeLab::ask_far(hal::TrunkGroupNumber group) {
  return ask<hwsim::TrunkCounts>(equipment->trunk_driver(group), hwsim::CountTrunks{});
}

AuditReport ExchangeLab::audit() {
  const auto report = run_audit(node);
  runtime::check(report.has_value(), "no audit");
  return *report;
}

std::vector<Alarm> ExchangeLab::alarms() {
  return ask<std::vector<Alarm>>(node.whereis(runtime::Name{"alarms"}), ListAlarms{});
}

TrafficReport ExchangeLab::traffic() {
  return ask<TrafficReport>(node.whereis(runtime::Name{"measurement"}), ReportTraffic{});
}

namespace {

/// Asks a card for its state as an exchange would, without attaching.
class StateAsker final : public runtime::ProcessCode {
 public:
  StateAsker(runtime::Pid driver, hal::CardAddress card, std::optional<hal::StateReport>* answer)
      : driver_{driver}, card_{card}, answer_{answer} {}
  void init(runtime::Context& context) override {
    context.send(driver_, hal::sealed(hal::StateQuery{card_, context.self(), 999'999}));
  }
  void receive(runtime::Context& context, runtime::Message message) override {
    if (auto* report = message.get_if<hal::StateReport>()) *answer_ = std::move(*report);
    context.stop();
  }

 private:
  runtime::Pid driver_;
  hal::CardAddress card_;
  std::optional<hal::StateReport>* answer_;
};

}  // namespace

hal::PortState ExchangeLab::state(std::uint32_t line) {
  std::optional<hal::StateReport> answer;
  const LinePlace place = exchange->data().place_of(LineId{line});
  node.spawn<StateAsker>({.label = {"asker"}, .processor = runtime::Processor::external},
                         equipment->card_of_line(line), hal::CardAddress{place.shelf, place.card},
                         &answer);
  run(50ms);
  runtime::check(answer.has_value(), "no state report");
  return answer->ports.at(port(line) - 1U);
}

}  // namespace forlopp::exchange
