#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "runtime/supervisor.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::Name;
using runtime::SupervisorSpec;

/// Says so when it has initialised, and stays.
class Resident final : public runtime::ProcessCode {
 public:
  Resident(EventLog* log, std::string name) : log_{log}, name_{std::move(name)} {}
  void init(Context&) override { log_->add(name_); }
  void receive(Context&, Message) override {}

 private:
  EventLog* log_;
  std::string name_;
};

ChildSpec resident(EventLog* log, const std::string& name) {
  return {.id = name, .start = [log, name](Context& context, Message&) -> ChildStart {
            const runtime::SpawnOptions options{.name = Name{"supervisor_start_test." + name}};
            return context.start_link<Resident>(options, log, name);
          }};
}

SupervisorSpec two_residents(EventLog* log) {
  SupervisorSpec spec;
  spec.children.push_back(resident(log, "first"));
  spec.children.push_back(resident(log, "second"));
  return spec;
}

TEST(SupervisorStart, SUP_01_returns_when_all_children_have_started) {
  expect_log({"first", "second", "started", "shutdown"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const ChildStart supervisor = start_supervisor(self, {}, two_residents(log));
    log->add("started");
    self.exit_signal(*supervisor, ExitReason::Kind::shutdown);
    const ExitReason linked = co_await trapped_exit(self);
    log->add(to_string(linked));
  });
}

TEST(SupervisorStart, SUP_02_a_taken_name_is_a_failed_start_and_its_holder_can_be_found) {
  expect_log({"already_started", "the holder"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"supervisor_start_test.taken"};
    const Pid holder = spawn_idle(self);
    self.register_name(name, holder);
    const runtime::SpawnOptions options{.name = name};
    const ChildStart supervisor = start_supervisor(self, options, two_residents(log));
    log->add(to_string(supervisor.error()));
    if (self.whereis(name) == holder) log->add("the holder");
    co_return;
  });
}

TEST(SupervisorStart, SUP_74_children_of_a_killed_supervisor_are_killed_by_their_links) {
  expect_log({"first", "second", "killed", "killed"}, [](Context self, EventLog* log) -> Task<> {
    self.trap_exit();
    const ChildStart supervisor = start_supervisor(self, {}, two_residents(log));
    const runtime::Ref first = self.monitor(Name{"supervisor_start_test.first"});
    const runtime::Ref second = self.monitor(Name{"supervisor_start_test.second"});
    self.exit_signal(*supervisor, ExitReason::Kind::kill);
    for (const runtime::Ref child : {first, second}) {
      const ExitReason reason = co_await down_of(self, child);
      log->add(to_string(reason));
    }
  });
}

}  // namespace
}  // namespace forlopp::test
