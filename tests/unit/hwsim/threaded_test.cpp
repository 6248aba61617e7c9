#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include <gtest/gtest.h>

#include "hwsim/simulated_equipment.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/unit/hwsim/small_switch.hpp"

// The same hardware on real threads.

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;

/// Ends when it has seen enough conversations. People here do everything at once, and so sometimes
/// take the last call's tone for the next one's: other outcomes are no matter.
class Audience final : public runtime::GenServer<Audience> {
 public:
  using Infos = runtime::Messages<CallOutcome>;
  explicit Audience(int wanted) : left_{wanted} {}
  void handle_info(runtime::Context& context, CallOutcome& outcome) {
    if (outcome.result == CallResult::answered && --left_ == 0) context.stop();
  }

 private:
  int left_;
};

/// Writes down who crashed.
class CrashLog final : public runtime::Observer {
 public:
  void crashed(const runtime::CrashReport& report) override {
    const std::lock_guard lock{mutex_};
    text_ += to_string(report);
  }
  std::string text() const {
    const std::lock_guard lock{mutex_};
    return text_;
  }

 private:
  mutable std::mutex mutex_{};
  std::string text_{};
};

TEST(HardwareOnThreads, CarriesCallsBetweenManyCardsAtOnce) {
  const EquipmentPlan plan{.shelves = 2, .slots = 8, .ports = 16};
  Population people{.classes = {CallingClass{}}};
  people.numbers = numbers_for(plan, "2", 5);
  Habits& habits = people.classes.front().habits;
  habits.holding_time = {};
  habits.answer_delay = {};
  habits.patience = habits.dial_tone_patience = Distribution::constant(500ms);
  habits.silence_patience = Distribution::constant(500ms);
  people.classes.front().destinations = {{.kind = DestinationKind::local}};

  // The processes ask the equipment for drivers until the node has ended them.
  std::unique_ptr<SimulatedEquipment> equipment;
  CrashLog crashes;
  runtime::ThreadedNode node{{.schedulers = 4, .observer = &crashes}};
  equipment =
      std::make_unique<SimulatedEquipment>(node, plan, std::make_shared<const Population>(people));
  const runtime::Pid audience = node.spawn<Audience>({.label = {"audience"}}, 500);
  equipment->report_outcomes_to(audience);
  node.spawn<SmallSwitch>({.label = {"small switch"}}, SmallSwitchPlan{}, *equipment,
                          people.numbers);
  const runtime::Pid source = equipment->start_traffic({.rate = 2'000.0, .lines = 256});
  EXPECT_TRUE(node.wait_for_exit(audience, 60s));
  node.send(source, StopTraffic{});
  EXPECT_EQ(crashes.text(), "");
}

}  // namespace
}  // namespace forlopp::hwsim
