#include "runtime/message.hpp"

#include <gtest/gtest.h>

#include "runtime/process_info.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::runtime {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct Number {
  int value;
};
struct Text {
  std::string value;
};

TEST(Message, MSG_01_messages_and_signals_of_one_sender_are_handled_in_the_order_sent) {
  expect_log({"1", "exit why", "2", "3"}, [](Context self, EventLog* log) -> Task<> {
    const auto receiver = [](Context me, EventLog* to) -> Task<> {
      for (int i = 0; i < 4; ++i) {
        const Message message = co_await receive(me);
        if (const auto* number = message.get_if<Number>()) to->add(std::to_string(number->value));
        if (const auto* exit = message.get_if<Exit>()) to->add("exit " + to_string(exit->reason));
      }
    };
    const Monitored other = self.spawn_monitor({.trap_exit = true}, script(+receiver, log));
    self.send(other.pid, Number{1});
    self.exit_signal(other.pid, ExitReason{"why"});
    self.send(other.pid, Number{2});
    self.send(other.pid, Number{3});
    const Message down = co_await receive_any<Down>(self);
  });
}

TEST(Message, MSG_02_what_is_sent_after_a_fatal_exit_signal_is_never_seen) {
  expect_log({"before", "down enough"}, [](Context self, EventLog* log) -> Task<> {
    const auto receiver = [](Context me, EventLog* to) -> Task<> {
      for (;;) {
        const Message message = co_await receive_any<Text>(me);
        to->add(message.get_if<Text>()->value);
        me.send(me.parent(), Go{});
      }
    };
    const Monitored other = self.spawn_monitor({}, script(+receiver, log));
    self.send(other.pid, Text{"before"});
    const Message handled = co_await receive_any<Go>(self);
    self.exit_signal(other.pid, ExitReason{"enough"});
    self.send(other.pid, Text{"after"});
    const Message down = co_await receive_any<Down>(self);
    log->add("down " + to_string(down.get_if<Down>()->reason));
  });
}

TEST(Message, MSG_04_sending_to_the_dead_is_silence) {
  expect_log({"sent"}, [](Context self, EventLog* log) -> Task<> {
    const Pid dead = co_await somebody_dead(self);
    self.send(dead, Number{1});
    self.send(Pid{}, Number{2});
    log->add("sent");
  });
}

TEST(Message, MSG_07_messages_to_a_pid_and_to_its_name_keep_their_order) {
  expect_log({"1", "2", "3"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"message_test.receiver"};
    const auto receiver = [](Context me, EventLog* to) -> Task<> {
      for (int i = 0; i < 3; ++i) {
        const Message message = co_await receive_any<Number>(me);
        to->add(std::to_string(message.get_if<Number>()->value));
      }
    };
    const Pid other = self.spawn_link({.name = name}, script(+receiver, log));
    self.monitor(other);
    self.send(other, Number{1});
    self.send(name, Number{2});
    self.send(other, Number{3});
    const Message down = co_await receive_any<Down>(self);
  });
}

TEST(Message, MSG_08_MSG_09_the_last_words_of_a_process_arrive_before_the_news_of_its_end) {
  expect_log({"1", "2", "down gone"}, [](Context self, EventLog* log) -> Task<> {
    const auto talker = [](Context me, Pid to) -> Task<> {
      me.send(to, Number{1});
      me.send(to, Number{2});
      me.exit(ExitReason{"gone"});
      co_return;
    };
    self.spawn_monitor({}, script(+talker, self.self()));
    for (int i = 0; i < 3; ++i) {
      const Message message = co_await receive(self);
      if (const auto* number = message.get_if<Number>()) log->add(std::to_string(number->value));
      if (const auto* down = message.get_if<Down>()) log->add("down " + to_string(down->reason));
    }
  });
}

TEST(Message, MSG_10_a_message_to_oneself_queues_behind_those_already_there) {
  expect_log({"first", "second", "from myself"}, [](Context self, EventLog* log) -> Task<> {
    const auto receiver = [](Context me, EventLog* to) -> Task<> {
      const Message go = co_await receive_any<Go>(me);
      me.send(me.self(), Text{"from myself"});
      for (int i = 0; i < 3; ++i) {
        const Message message = co_await receive_any<Text>(me);
        to->add(message.get_if<Text>()->value);
      }
    };
    const Monitored other = self.spawn_monitor({}, script(+receiver, log));
    self.send(other.pid, Text{"first"});
    self.send(other.pid, Text{"second"});
    self.send(other.pid, Go{});
    const Message down = co_await receive_any<Down>(self);
  });
}

TEST(Message, MSG_11_what_the_sender_does_afterwards_does_not_change_a_message) {
  expect_log({"as it was"}, [](Context self, EventLog* log) -> Task<> {
    Text text{"as it was"};
    self.send(self.self(), text);
    text.value = "changed";
    const Message message = co_await receive_any<Text>(self);
    log->add(message.get_if<Text>()->value);
  });
}

TEST(Message, MSG_12_signals_are_acted_on_by_a_process_that_does_not_receive_them) {
  expect_log({"down killed"}, [](Context self, EventLog* log) -> Task<> {
    const Pid other = spawn_idle(self);
    self.link(other);
    self.unlink(other);
    const Ref ref = self.monitor(other);
    self.exit_signal(other, ExitReason::Kind::kill);
    const Message down = co_await receive_any<Down>(self);
    if (down.get_if<Down>()->ref == ref) {
      log->add("down " + to_string(down.get_if<Down>()->reason));
    }
  });
}

TEST(Message, KnowsItsSender) {
  expect_log({"from the other", "from nobody"}, [](Context self, EventLog* log) -> Task<> {
    const auto sender = [](Context me, Pid to) -> Task<> {
      me.send(to, Go{});
      co_return;
    };
    const Pid other = self.spawn({}, script(+sender, self.self()));
    const Message message = co_await receive_any<Go>(self);
    if (message.sender() == other) log->add("from the other");
    self.send_after(0ns, self.self(), Go{});
    const Message timer = co_await receive_any<Go>(self);
    if (!timer.sender()) log->add("from nobody");
  });
}

TEST(Message, CanBePassedOnAsItIs) {
  expect_log({"parcel"}, [](Context self, EventLog* log) -> Task<> {
    const auto forwarder = [](Context me, Pid to) -> Task<> {
      Message message = co_await receive(me);
      me.send_message(to, std::move(message));
    };
    const Pid other = self.spawn({}, script(+forwarder, self.self()));
    self.send(other, Text{"parcel"});
    const Message message = co_await receive_any<Text>(self);
    log->add(message.get_if<Text>()->value);
  });
}

TEST(Message, SendingAnEmptyOneEndsOnlyTheSender) {
  tell(
      [](Context self, EventLog*) -> Task<> {
        const auto sender = [](Context me) -> Task<> {
          me.send_message(me.self(), Message{});
          co_return;
        };
        self.spawn_monitor({.label = {"sender"}}, script(+sender));
        const Message down = co_await receive_any<Down>(self);
      },
      [](const Told& told) {
        EXPECT_NE(told.crash_of("sender").reason.detail().find("an empty message"),
                  std::string_view::npos);
      });
}

template <std::size_t size>
bool ends_with_z(const Message& message) {
  const auto* bytes = message.get_if<std::array<char, size>>();
  return bytes != nullptr && bytes->back() == 'z';
}

TEST(Message, OfAnySizeArrivesUnchanged) {
  expect_log({"100 ok", "300 ok", "1000 ok"}, [](Context self, EventLog* log) -> Task<> {
    std::array<char, 100> small{};
    std::array<char, 300> middle{};
    std::array<char, 1000> large{};
    small.back() = middle.back() = large.back() = 'z';
    self.send(self.self(), small);
    self.send(self.self(), middle);
    self.send(self.self(), large);
    for (int i = 0; i < 3; ++i) {
      const Message message = co_await receive(self);
      if (ends_with_z<100>(message)) log->add("100 ok");
      if (ends_with_z<300>(message)) log->add("300 ok");
      if (ends_with_z<1000>(message)) log->add("1000 ok");
    }
  });
}

TEST(Message, ShortNameLeavesOutNamespaces) {
  EXPECT_EQ(short_name(message_type<Number>), "Number");
  EXPECT_EQ(short_name(message_type<Down>), "Down");
  EXPECT_EQ(short_name(message_type<int>), "int");
}

TEST(Message, MSG_13_whoever_was_killed_is_not_alive_when_one_asks) {
  expect_log({"gone"}, [](Context self, EventLog* log) -> Task<> {
    const Pid victim = spawn_idle(self);
    self.exit_signal(victim, ExitReason::Kind::kill);
    const auto info = co_await process_info(self, victim);
    log->add(info ? "alive" : "gone");
  });
}

Task<> logs_one_number(Context self, EventLog* log, std::string whose) {
  const Message message = co_await receive_any<Number>(self);
  log->add(whose + " " + std::to_string(message.get_if<Number>()->value));
}

TEST(Message, MSG_14_a_name_is_looked_up_when_a_message_is_sent) {
  expect_log({"first 1", "second 2"}, [](Context self, EventLog* log) -> Task<> {
    const Name name{"message_test.moving"};
    const Pid first = self.spawn({}, script(&logs_one_number, log, "first"));
    const Pid second = self.spawn({}, script(&logs_one_number, log, "second"));
    self.register_name(name, first);
    self.send(name, Number{1});
    self.unregister_name(name);
    const ExitReason told = co_await end_of(self, first);
    self.register_name(name, second);
    self.send(name, Number{2});
    const ExitReason done = co_await end_of(self, second);
  });
}

}  // namespace
}  // namespace forlopp::runtime
