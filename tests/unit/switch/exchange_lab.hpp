#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "hwsim/card_faults.hpp"
#include "hwsim/simulated_equipment.hpp"
#include "hwsim/telephone.hpp"
#include "runtime/simulated_node.hpp"
#include "switch/maintenance/audit_call.hpp"
#include "switch/maintenance/traffic_measurement.hpp"
#include "switch/supervision/exchange.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::exchange {

using namespace std::chrono_literals;

/// Writes down what an exchange says.
class Notebook final : public ExchangeObserver, public runtime::Observer {
 public:
  void attempt_began(callmodel::CallId, runtime::Instant) override { ++begun; }
  void call_answered(const callmodel::CallRecord& record) override { answered.push_back(record); }
  void attempt_ended(const callmodel::AttemptOutcome& outcome) override {
    ended.push_back(outcome);
  }
  void records_written(std::span<const EndedCall> calls) override { written += calls.size(); }
  void admission_refused(runtime::Instant) override { ++refused; }
  void recovered(const Recovery& recovery) override { recoveries.push_back(recovery); }
  void alarm_raised(const Alarm& alarm) override { raised.push_back(alarm); }
  void alarm_cleared(const Alarm& alarm) override { cleared.push_back(alarm); }
  void crashed(const runtime::CrashReport& report) override { crashes.push_back(report); }
  void supervised(const runtime::SupervisorReport& report) override {
    supervision.push_back(report);
  }

  std::uint64_t begun = 0;
  std::uint64_t refused = 0;
  std::uint64_t written = 0;
  std::vector<callmodel::CallRecord> answered;
  std::vector<callmodel::AttemptOutcome> ended;
  std::vector<Recovery> recoveries;
  std::vector<Alarm> raised;
  std::vector<Alarm> cleared;
  std::vector<runtime::CrashReport> crashes;
  std::vector<runtime::SupervisorReport> supervision;
};

/// Who uses the telephones: the test, or the simulated people.
enum class Hold : std::uint8_t { by_test, nobody };

struct LabPlan {
  ExchangeConfig config{};
  std::uint64_t seed = 1;
  runtime::Duration message_cost{};
  std::vector<hwsim::FarExchangePlan> far{};
  SoftwareFaults* faults = nullptr;
  hwsim::CallingClass callers{};  ///< The simulated people, here and afar.
  Hold hands = Hold::by_test;
};

/// A whole exchange with simulated cards, and hands for its telephones.
class ExchangeLab {
 public:
  explicit ExchangeLab(LabPlan plan = {});

  void run(runtime::Duration time) { node.run_for(time); }
  void lift(std::uint32_t line);
  void hang_up(std::uint32_t line);
  void dial(std::uint32_t line, std::string_view digits);
  /// Line `from` calls line `to`, who answers.
  void talk(std::uint32_t from, std::uint32_t to);
  template <class M>
  void to_card(std::uint32_t line, const M& message) {
    node.send(equipment->card_of_line(line), message);
  }
  std::string number(std::uint32_t line) const;
  hal::PortNumber port(std::uint32_t line) const;
  void kill(std::string_view process);
  /// Somebody at the far end of a trunk group (from 1) makes a call.
  void call_in(hal::TrunkGroupNumber group);
  hwsim::TrunkCounts ask_far(hal::TrunkGroupNumber group);

  hal::PortState state(std::uint32_t line);
  /// To a process of the exchange, by its name.
  template <class M>
  void tell(std::string_view process, const M& message) {
    node.send(node.whereis(runtime::Name{process}), message);
  }
  /// Those active, in the order in which they were raised.
  std::vector<Alarm> alarms();
  AuditReport audit();
  TrafficReport traffic();
  template <class Answer, class Question>
  Answer ask(runtime::Pid server, Question question);
  CallCounts counts() const { return exchange->counts(); }

  Notebook notes;
  runtime::SimulatedNode node;
  std::unique_ptr<hwsim::SimulatedEquipment> equipment;
  std::unique_ptr<Exchange> exchange;
};

/// Two shelves of two cards of four lines; line i has the number 20000i.
ExchangeConfig small_exchange();

}  // namespace forlopp::exchange
