#include "runtime/supervisor_bridge.hpp"

#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

Name subsystem_name() {
  static const Name name{"supervisor_bridge_test.subsystem"};
  return name;
}

class Bridge final : public SupervisorBridge {
 public:
  Bridge(EventLog* log, bool starts) : log_{log}, starts_{starts} {}

 protected:
  StartResult start_subsystem(Context& context) override {
    if (!starts_) return err(ExitReason{"no power"});
    log_->add("started");
    const SpawnOptions options{.name = subsystem_name()};
    return context.spawn(options, script(&ends_when_told, ExitReason{"burnt"}));
  }
  void stop_subsystem(Context& context, const ExitReason& reason) override {
    log_->add("stopped: " + to_string(reason));
    context.exit_signal(context.whereis(subsystem_name()), ExitReason::Kind::kill);
  }

 private:
  EventLog* log_;
  bool starts_;
};

TEST(SupervisorBridge, BRIDGE_01_starts_its_subsystem_before_its_own_start_returns) {
  expect_log({"started", "runs"}, [](Context self, EventLog* log) -> Task<> {
    const StartResult bridge = self.start_link<Bridge>({}, log, true);
    if (bridge && self.whereis(subsystem_name())) log->add("runs");
    self.unlink(*bridge);
    co_return;
  });
}

TEST(SupervisorBridge, BRIDGE_01_a_subsystem_that_does_not_start_is_a_start_that_failed) {
  expect_log({"no power"}, [](Context self, EventLog* log) -> Task<> {
    const StartResult bridge = self.start_link<Bridge>({}, log, false);
    log->add(bridge ? "started" : to_string(bridge.error()));
    co_return;
  });
}

TEST(SupervisorBridge, BRIDGE_02_told_to_stop_it_stops_its_subsystem_and_ends) {
  expect_log({"started", "stopped: shutdown", "shutdown"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const StartResult bridge = self.start_link<Bridge>({}, log, true);
               self.exit_signal(*bridge, ExitReason::Kind::shutdown);
               const ExitReason reason = co_await trapped_exit(self);
               log->add(to_string(reason));
             });
}

TEST(SupervisorBridge, BRIDGE_02_ends_with_the_reason_of_its_subsystem) {
  expect_log({"started", "stopped: burnt", "burnt"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const StartResult bridge = self.start_link<Bridge>({}, log, true);
    self.send(subsystem_name(), Go{});
    const ExitReason reason = co_await trapped_exit(self);
    log->add(to_string(reason));
  });
}

}  // namespace
}  // namespace forlopp::runtime
