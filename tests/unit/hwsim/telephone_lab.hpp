#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "hwsim/call_outcome.hpp"
#include "hwsim/simulated_equipment.hpp"
#include "runtime/simulated_node.hpp"
#include "tests/unit/hwsim/small_switch.hpp"

namespace forlopp::hwsim {

/// Keeps every message of one type.
template <class M>
class Collector final : public runtime::ProcessCode {
 public:
  using List = std::shared_ptr<std::vector<M>>;
  explicit Collector(List list) : list_{std::move(list)} {}
  void receive(runtime::Context&, runtime::Message message) override {
    if (const M* value = message.get_if<M>()) list_->push_back(*value);
  }

 private:
  List list_;
};

/// What a test changes about the world before it is built.
struct LabPlan {
  std::uint64_t seed = 1;
  EquipmentPlan equipment{.shelves = 1, .slots = 2, .ports = 4};
  SmallSwitchPlan exchange{};
  Population people{.classes = {CallingClass{}}};
  std::uint8_t number_length = 3;
};

/// A small switch with two cards of four lines (numbers 200 to 207), people, and a list of what
/// every caller experienced.
class TelephoneLab {
 public:
  explicit TelephoneLab(LabPlan plan = {})
      : node_{{.seed = plan.seed}}, equipment_{node_, plan.equipment, numbered(plan)} {
    equipment_.report_outcomes_to(collect(outcomes_));
    exchange_ = node_.spawn<SmallSwitch>({.label = {"small switch"}}, plan.exchange, equipment_,
                                         equipment_.population().numbers);
    node_.settle();
  }

  runtime::SimulatedNode& node() { return node_; }
  SimulatedEquipment& equipment() { return equipment_; }
  runtime::Pid exchange() const { return exchange_; }
  const std::vector<CallOutcome>& outcomes() const { return *outcomes_; }

  hal::PortAddress port(std::uint32_t line) const {
    return equipment_.population().numbers.address_of(line);
  }
  void call(std::uint32_t from, std::string_view number, std::uint8_t calling_class = 0) {
    const PlaceCallTo order{port(from).port, calling_class, hal::Digits::from(number)};
    node_.send(equipment_.card_of_line(from), order);
  }
  template <class M>
  void tell_card_of(std::uint32_t line, M message) {
    node_.send(equipment_.card_of_line(line), std::move(message));
  }
  void pass(runtime::Duration time) { node_.run_for(time); }

  template <class M>
  runtime::Pid collect(std::shared_ptr<std::vector<M>> list) {
    return node_.spawn<Collector<M>>({.label = {"collector"}}, list);
  }
  /// The answer to a question that is asked with a call.
  template <class Answer, class Question>
  Answer ask(runtime::Pid whom, Question question) {
    const auto answers = std::make_shared<std::vector<runtime::Reply<Answer>>>();
    const runtime::Pid asker = collect(answers);
    node_.send(whom, runtime::Call<Question>{{asker, runtime::Ref{1}}, question});
    node_.settle();
    return answers->at(0).value;
  }
  PeopleCounts people_of(std::uint32_t line) {
    return ask<PeopleCounts>(equipment_.card_of_line(line), CountPeople{});
  }

 private:
  static std::shared_ptr<const Population> numbered(const LabPlan& plan) {
    auto people = std::make_shared<Population>(plan.people);
    people->numbers = numbers_for(plan.equipment, "2", plan.number_length);
    return people;
  }

  runtime::SimulatedNode node_;
  SimulatedEquipment equipment_;
  std::shared_ptr<std::vector<CallOutcome>> outcomes_ =
      std::make_shared<std::vector<CallOutcome>>();
  runtime::Pid exchange_{};
};

}  // namespace forlopp::hwsim
