#include "scenarios/engine/run_clock.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace forlopp::scenario {
namespace {

class Impatient final : public RunWatcher {
 public:
  void progressed(const Progress&) override {}
  bool wants_to_stop() override { return ++asked_ > 1; }

 private:
  int asked_ = 0;
};

TEST(RunClock, StopsWithoutWaitingForThePace) {
  const Scenario scenario;
  BlockingLog blocking{scenario};
  LadderRecorder ladders{0, LadderScope::everything};
  const RunCollector collector{blocking, ladders, {}, std::chrono::hours{1}};
  Impatient watcher;
  const RunOptions options{.pace = 1e-3, .watcher = &watcher};
  RunClock clock{options};
  Progress so_far;
  so_far.virtual_time = std::chrono::hours{1};
  EXPECT_EQ(clock.tick(so_far, collector), RunClock::Verdict::stop);
  EXPECT_LT(clock.wall_time(), std::chrono::minutes{1});
}

}  // namespace
}  // namespace forlopp::scenario
