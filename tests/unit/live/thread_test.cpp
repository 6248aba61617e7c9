// Goal: clients on other threads reach a run that goes as fast as it can.
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "scenarios/live/run_control.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

class Silent final : public Publisher {
 public:
  void begins(const scenario::RunInside&) override {}
  void publish(const RunStatus&, management::Stamp) override {}
  std::optional<management::Answer> answer(const management::Request&) override { return {}; }
};

class Asking {
 public:
  explicit Asking(management::RequestQueue& requests) : requests_{requests} {}

  bool is_done(const std::string& what) {
    std::promise<bool> done;
    requests_.ask({.what = what, .arguments = {}, .client = "thread"},
                  [&](const management::Answer& answer) {
                    done.set_value(std::holds_alternative<management::Done>(answer));
                  });
    return done.get_future().get();
  }

 private:
  management::RequestQueue& requests_;
};

scenario::Scenario long_run() {
  scenario::Scenario scenario = small_exchange();
  scenario.run.duration = std::chrono::hours{1000};
  return scenario;
}

class Impatient final : public scenario::RunWatcher {
 public:
  void progressed(const scenario::Progress&) override {}
  bool wants_to_stop() override { return ++asked_ > 3; }

 private:
  int asked_ = 0;
};

TEST(OtherThreads, EndARunThatStandsStillThroughItsWatcher) {
  management::RequestQueue requests;
  management::EventLog log;
  Silent publisher;
  Impatient watcher;
  RunControl control{requests,
                     log,
                     publisher,
                     {.opening = RunControlOptions::Opening::paused, .watcher = &watcher}};
  const auto measured = run_with(long_run(), &control);
  EXPECT_TRUE(measured.run.interrupted);
  EXPECT_EQ(measured.run.virtual_time, scenario::Duration::zero());
}

/// Takes a while to answer, and notes when in the run it does.
class SlowToAnswer final : public Publisher {
 public:
  void begins(const scenario::RunInside& inside) override { node_ = &inside.node; }
  void publish(const RunStatus&, management::Stamp) override {}
  std::optional<management::Answer> answer(const management::Request&) override {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{3};
    while (std::chrono::steady_clock::now() < until) continue;
    moments.insert(node_->now());
    return management::Done{};
  }

  std::set<runtime::Instant> moments{};

 private:
  const runtime::SimulatedNode* node_ = nullptr;
};

TEST(OtherThreads, WhoAskMuchTakeTurnsWithTheRun) {
  management::RequestQueue requests;
  management::EventLog log;
  SlowToAnswer publisher;
  RunControl control{requests, log, publisher};
  for (int i = 0; i < 20; ++i) requests.ask({"ladder"}, [](const management::Answer&) {});
  EXPECT_EQ(report_of(run_with(small_exchange(), &control)), report_of(run_with(small_exchange())));
  EXPECT_GT(publisher.moments.size(), 2U);
}

TEST(OtherThreads, FindTheSameRunWhateverItsPace) {
  management::RequestQueue requests;
  management::EventLog log;
  Silent publisher;
  RunControl control{requests, log, publisher, {.pace = 500}};
  EXPECT_EQ(report_of(run_with(small_exchange(), &control)), report_of(run_with(small_exchange())));
}

TEST(OtherThreads, StopARunAndLetItGoOn) {
  management::RequestQueue requests;
  management::EventLog log;
  Silent publisher;
  RunControl control{requests, log, publisher};
  std::thread client{[&] {
    Asking asking{requests};
    EXPECT_TRUE(asking.is_done("pause"));
    EXPECT_TRUE(asking.is_done("run"));
    EXPECT_FALSE(asking.is_done("dance"));
    EXPECT_TRUE(asking.is_done("finish"));
  }};
  const auto measured = run_with(long_run(), &control);
  client.join();
  EXPECT_LT(measured.run.virtual_time, std::chrono::hours{1000});
  EXPECT_EQ(verdict_of(measured), scenario::Verdict::passed);
}

TEST(OtherThreads, EndARunThatStandsStillWhenNobodyCanAskAnyMore) {
  management::RequestQueue requests;
  management::EventLog log;
  Silent publisher;
  RunControl control{requests, log, publisher, {.opening = RunControlOptions::Opening::paused}};
  std::thread client{[&] { requests.close(); }};
  EXPECT_TRUE(run_with(long_run(), &control).run.interrupted);
  client.join();
}

}  // namespace
}  // namespace forlopp::live
