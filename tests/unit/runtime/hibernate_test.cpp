#include <gtest/gtest.h>

#include "runtime/process_info.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;

/// Says `Go` for every message that wakes it.
class Sleeper final : public ProcessCode {
 public:
  explicit Sleeper(Pid friend_of_mine) : friend_{friend_of_mine} {}
  void init(Context& self) override {
    self.trap_exit();
    self.link(friend_);
    self.hibernate();
  }
  void receive(Context& self, Message) override {
    self.send(friend_, Go{});
    self.hibernate();
  }

 private:
  Pid friend_;
};

TEST(Hibernate, INFO_14_wakes_on_a_message_with_its_links_and_flags) {
  expect_log({"woke", "linked", "traps"}, [](Context self, EventLog* log) -> Task<> {
    const Pid sleeper = self.spawn<Sleeper>({}, self.self());
    self.send(sleeper, Go{});
    const Message answer = co_await receive_any<Go>(self);
    log->add("woke");
    const auto info = co_await process_info(self, sleeper);
    if (info->links == std::vector{self.self()}) log->add("linked");
    if (info->trap_exit) log->add("traps");
  });
}

TEST(Hibernate, INFO_15_with_messages_waiting_it_goes_on_at_once) {
  expect_log({"1", "2", "3"}, [](Context self, EventLog* log) -> Task<> {
    const Pid sleeper = self.spawn<Sleeper>({}, self.self());
    for (int i = 0; i < 3; ++i) self.send(sleeper, Go{});
    for (int i = 1; i <= 3; ++i) {
      const Message answer = co_await receive_any<Go>(self);
      log->add(std::to_string(i));
    }
  });
}

}  // namespace
}  // namespace forlopp::runtime
