#include "runtime/process_group.hpp"

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;
using Pids = std::vector<Pid>;

Task<> write_down_notices(Context self, EventLog* log, int count) {
  for (int i = 0; i < count; ++i) {
    const Message message = co_await receive_any<group::Notice>(self);
    const auto& notice = *message.get_if<group::Notice>();
    const char* change = notice.change == group::Change::joined ? "joined " : "left ";
    log->add(change + std::to_string(notice.pids.size()));
  }
}

TEST(ProcessGroup, PG_01_to_PG_03_members_join_and_leave_as_often) {
  expect_log({"twice", "left one", "left two", "not joined", "no group"},
             [](Context self, EventLog* log) -> Task<> {
               const Name name{"group_test.calls"};
               const Pid other = spawn_idle(self);
               const Pids one{other};
               group::join(self, name, one);
               group::join(self, name, one);
               if (group::members(self, name) == Pids{other, other}) log->add("twice");
               if (group::leave(self, name, one)) log->add("left one");
               if (group::leave(self, name, one)) log->add("left two");
               if (!group::leave(self, name, one)) log->add("not joined");
               if (group::all(self).empty()) log->add("no group");
               co_return;
             });
}

TEST(ProcessGroup, PG_04_end_takes_a_process_out_of_all) {
  expect_log({"empty", "the dead do not join"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_ending(self, ExitReason{"end"});
    const Pids one{other};
    group::join(self, Name{"group_test.a"}, one);
    group::join(self, Name{"group_test.b"}, one);
    self.send(other, Go{});
    const ExitReason reason = co_await end_of(self, other);
    if (group::all(self).empty()) log->add("empty");
    group::join(self, Name{"group_test.a"}, one);
    if (group::all(self).empty()) log->add("the dead do not join");
  });
}

TEST(ProcessGroup, PG_06_subscriber_sees_every_change_until_it_unsubscribes) {
  expect_log({"members 1", "joined 2", "left 1", "left 1", "left 1", "quiet"},
             [](Context self, EventLog* log) -> Task<> {
               const Name name{"group_test.watched"};
               const Pid lasting = spawn_idle(self);
               const Pid dying = spawn_ending(self, ExitReason{"end"});
               const Pids first{lasting};
               const Pids both{lasting, dying};
               group::join(self, name, first);
               const auto subscription = group::subscribe(self, name);
               log->add("members " + std::to_string(subscription.members.size()));
               group::join(self, name, both);
               group::leave(self, name, first);
               self.send(dying, Go{});
               const ExitReason reason = co_await end_of(self, dying);
               group::leave(self, name, first);
               co_await write_down_notices(self, log, 4);
               group::join(self, name, first);
               const bool done = group::unsubscribe(self, subscription.ref);
               group::leave(self, name, first);
               const Message none = co_await receive(self, 1ms);
               if (done && !none) log->add("quiet");
             });
}

}  // namespace
}  // namespace forlopp::runtime
