#include <chrono>
#include <memory>

#include <gtest/gtest.h>

#include "hwsim/simulated_equipment.hpp"
#include "runtime/threaded_node.hpp"
#include "tests/unit/hwsim/small_switch.hpp"

// The same hardware on real threads.

namespace forlopp::hwsim {
namespace {

using namespace std::chrono_literals;

/// Ends when it has seen enough.
class Audience final : public runtime::GenServer<Audience> {
 public:
  using Infos = runtime::Messages<CallOutcome>;
  explicit Audience(int wanted) : left_{wanted} {}
  void handle_info(runtime::Context& context, CallOutcome& outcome) {
    const bool good = outcome.result == CallResult::answered || outcome.result == CallResult::busy;
    if (!good) context.stop(runtime::ExitReason{name(outcome.result)});
    if (--left_ == 0) context.stop();
  }

 private:
  int left_;
};

TEST(HardwareOnThreads, CarriesCallsBetweenManyCardsAtOnce) {
  const EquipmentPlan plan{.shelves = 2, .slots = 8, .ports = 16};
  Population people{.classes = {CallingClass{}}};
  people.numbers = numbers_for(plan, "2", 5);
  Habits& habits = people.classes.front().habits;
  habits.holding_time = {};
  habits.answer_delay = {};
  people.classes.front().destinations = {{.kind = DestinationKind::local}};

  // The processes ask the equipment for drivers until the node has ended them.
  std::unique_ptr<SimulatedEquipment> equipment;
  runtime::ThreadedNode node{{.schedulers = 4}};
  equipment =
      std::make_unique<SimulatedEquipment>(node, plan, std::make_shared<const Population>(people));
  const runtime::Pid audience = node.spawn<Audience>({.label = {"audience"}}, 3'000);
  equipment->report_outcomes_to(audience);
  node.spawn<SmallSwitch>({.label = {"small switch"}}, SmallSwitchPlan{}, *equipment,
                          people.numbers);
  const runtime::Pid source = equipment->start_traffic({.rate = 20'000.0, .lines = 256});
  EXPECT_TRUE(node.wait_for_exit(audience, 60s));
  node.send(source, StopTraffic{});
  EXPECT_EQ(node.counts().crashed, 0U);
}

}  // namespace
}  // namespace forlopp::hwsim
