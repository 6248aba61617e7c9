// Goal: whoever drives the time of a run does not change it.
// Method: the same run without a driver, and with drivers that let it go in various ways.
#include <filesystem>

#include <gtest/gtest.h>

#include "scenarios/engine/yaml_scenario.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;

class Looking : public scenario::RunDriver, public runtime::Observer {
 public:
  runtime::Observer* observer() override { return this; }
  void begins(const scenario::RunInside& inside) override { inside_ = &inside; }
  void over(const scenario::Measurements&) override { ++overs_; }
  void supervised(const runtime::SupervisorReport&) override { ++reports_; }

  int overs() const { return overs_; }
  int reports() const { return reports_; }

 protected:
  runtime::SimulatedNode& node() { return inside_->node; }

 private:
  const scenario::RunInside* inside_ = nullptr;
  int overs_ = 0;
  int reports_ = 0;
};

class EventByEvent final : public Looking {
 public:
  Verdict advance(runtime::Instant until) override {
    while (node().step(until)) {
    }
    node().run_until(until);
    return Verdict::go_on;
  }
};

class InTinyPieces final : public Looking {
 public:
  Verdict advance(runtime::Instant until) override {
    node().run_until(std::min(node().now() + 7ms, until));
    return Verdict::go_on;
  }
};

class InPiecesOfOneCall final : public Looking {
 public:
  Verdict advance(runtime::Instant until) override {
    while (node().now() < until) node().run_until(std::min(node().now() + 300us, until));
    return Verdict::go_on;
  }
};

/// Wants to see every message, also when the run's own ladders are complete.
class Tracing final : public Looking {
 public:
  void traced(const runtime::TraceEvent& event) override { last_ = event.when; }
  Verdict advance(runtime::Instant until) override {
    node().trace(true);
    node().run_until(until);
    return Verdict::go_on;
  }
  runtime::Instant last() const { return last_; }

 private:
  runtime::Instant last_{};
};

class Ending final : public Looking {
 public:
  Ending(Verdict verdict, std::chrono::seconds after) : verdict_{verdict}, after_{after} {}
  Verdict advance(runtime::Instant until) override {
    node().run_until(std::min(until, after_));
    return node().now() >= after_ ? verdict_ : Verdict::go_on;
  }

 private:
  Verdict verdict_;
  runtime::Instant after_;
};

template <class Driver>
class Driven : public testing::Test {};
using Drivers = testing::Types<EventByEvent, InTinyPieces, InPiecesOfOneCall>;
TYPED_TEST_SUITE(Driven, Drivers);

TYPED_TEST(Driven, IsTheSameRunInAllThatIsReported) {
  const auto path = std::filesystem::path{FORLOPP_SCENARIOS} / "smoke.yaml";
  const auto scenario = scenario::load_scenario(path);
  ASSERT_TRUE(scenario);
  TypeParam driver;
  const scenario::Measurements alone = run_with(*scenario);
  const scenario::Measurements driven = run_with(*scenario, &driver);
  EXPECT_EQ(driven.run.fingerprint, alone.run.fingerprint);
  EXPECT_EQ(report_of(driven), report_of(alone));
  EXPECT_EQ(driver.overs(), 1);
  EXPECT_GT(driver.reports(), 0);
}

TYPED_TEST(Driven, IsTheSameRunWithoutFaults) {
  TypeParam driver;
  const scenario::Scenario scenario = small_exchange();
  EXPECT_EQ(report_of(run_with(scenario, &driver)), report_of(run_with(scenario)));
}

TEST(Driver, MayTraceWithoutAddingToTheLaddersOfTheRun) {
  const auto path = std::filesystem::path{FORLOPP_SCENARIOS} / "first_call.yaml";
  const auto scenario = scenario::load_scenario(path);
  ASSERT_TRUE(scenario);
  Tracing driver;
  const scenario::Measurements measured = run_with(*scenario, &driver);
  EXPECT_EQ(report_of(measured), report_of(run_with(*scenario)));
  EXPECT_GT(driver.last() + 2s, runtime::Instant{measured.run.virtual_time});
}

TEST(Driver, CanBreakARunOffWhereItIs) {
  Ending driver{scenario::RunDriver::Verdict::interrupt, 10s};
  const scenario::Measurements measured = run_with(small_exchange(), &driver);
  EXPECT_EQ(measured.run.virtual_time, 10s);
  EXPECT_EQ(verdict_of(measured), scenario::Verdict::interrupted);
  EXPECT_EQ(driver.overs(), 1);
}

TEST(Driver, CanFinishARunWhichIsJudgedByWhatWasMeasured) {
  Ending driver{scenario::RunDriver::Verdict::finish, 10s};
  scenario::Scenario scenario = small_exchange();
  const scenario::Measurements measured = run_with(scenario, &driver);
  EXPECT_EQ(measured.run.virtual_time, 10s);
  EXPECT_EQ(verdict_of(measured), scenario::Verdict::passed);
  scenario.run.warm_up = 20s;
  Ending early{scenario::RunDriver::Verdict::finish, 10s};
  EXPECT_EQ(verdict_of(run_with(scenario, &early)), scenario::Verdict::interrupted);
}

}  // namespace
}  // namespace forlopp::live
