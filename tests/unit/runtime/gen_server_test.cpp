#include "runtime/gen_server.hpp"

#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"

namespace forlopp::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

/// What the processes of a story write down; any thread may.
class Journal {
 public:
  void note(std::string what) {
    const std::lock_guard lock{mutex_};
    lines_.push_back(std::move(what));
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_{};
};

struct Add {
  int amount;
};
struct Read {};
struct ReadLater {};
struct Release {};
struct Throw {};
struct Stop {
  ExitReason reason;
};
struct Stray {};

class Counter : public GenServer<Counter> {
 public:
  using Calls = Messages<Add, Read, ReadLater, Throw>;
  using Infos = Messages<Release, Stop, Exit>;

  struct Setting {
    bool trap_exit = false;
    bool fails = false;
  };
  Counter(Journal* journal, Setting setting) : journal_{journal}, setting_{setting} {}

  void init(Context& context) override {
    context.trap_exit(setting_.trap_exit);
    if (setting_.fails) context.exit(ExitReason{"no money"});
  }
  int handle_call(Context&, Add& add, const From&) { return value_ += add.amount; }
  int handle_call(Context&, Read&, const From&) { return value_; }
  NoReply handle_call(Context&, ReadLater&, const From& from) {
    waiting_.push_back(from);
    return {};
  }
  NoReply handle_call(Context&, Throw&, const From&) { throw std::runtime_error{"oops"}; }
  void handle_info(Context& context, Release&) {
    for (const From& from : waiting_) context.reply(from, value_);
    waiting_.clear();
  }
  void handle_info(Context& context, Stop& stop) { context.stop(stop.reason); }
  void handle_info(Context&, Exit& exit) { journal_->note("exit " + to_string(exit.reason)); }
  void unexpected(Context&, Message& message) {
    journal_->note("unexpected " + std::string{short_name(message.type())});
  }
  void terminate(Context&, const ExitReason& reason) override {
    journal_->note("terminate " + to_string(reason));
  }

 private:
  Journal* journal_;
  Setting setting_;
  int value_ = 0;
  std::vector<From> waiting_{};
};

using Story = Task<> (*)(Context, Journal*);

std::vector<std::string> told_by_simulation(Story story, std::uint64_t seed) {
  Journal journal;
  SimulatedNode node{{.seed = seed}};
  node.spawn({.label = {"story"}}, script(story, &journal));
  node.run_for(seconds{60});
  return journal.lines();
}

std::vector<std::string> told_by_threads(Story story) {
  Journal journal;
  ThreadedNode node{{.schedulers = 2}};
  const Pid pid = node.spawn({.label = {"story"}}, script(story, &journal));
  EXPECT_TRUE(node.wait_for_exit(pid, seconds{20}));
  return journal.lines();
}

/// The story must be told in the same way under both schedulers.
template <class Matcher>
void expect_everywhere(Story story, Matcher expected) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    EXPECT_THAT(told_by_simulation(story, seed), expected) << "seed " << seed;
  }
  EXPECT_THAT(told_by_threads(story), expected) << "with threads";
}

void note(Journal* journal, const Result<int, ExitReason>& answer) {
  journal->note(answer ? std::to_string(*answer) : to_string(answer.error()));
}

Pid counter(Context& self, Journal* journal, Counter::Setting setting = {}) {
  return *self.start_link<Counter>({.label = {"counter"}}, journal, setting);
}

/// Waits for the `Down` of this monitor.
Task<ExitReason> end_of(Context self, Ref monitor) {
  const auto is_it = [monitor](const Message& message) {
    const auto* down = message.get_if<Down>();
    return down != nullptr && down->ref == monitor;
  };
  const Message message = co_await receive_if(self, is_it);
  co_return message.get_if<Down>()->reason;
}

TEST(GenServer, GS_01_calls_are_answered_and_other_messages_are_unexpected) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    const Pid server = counter(self, journal);
    Add add{3};
    note(journal, co_await call<int>(self, server, add));
    self.send(server, Stray{});
    note(journal, co_await call<int>(self, server, add));
  };
  expect_everywhere(story, ElementsAre("3", "unexpected Stray", "6"));
}

TEST(GenServer, GS_02_a_cast_never_fails) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.send(Pid{}, Release{});
    self.send(Pid{77, 77}, Release{});
    journal->note("sent");
    co_return;
  };
  expect_everywhere(story, ElementsAre("sent"));
}

TEST(GenServer, GS_05_may_answer_later) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    const Pid server = counter(self, journal);
    const Ref first = self.request(server, ReadLater{});
    const Ref second = self.request(server, Add{2});
    Message reply = co_await receive_any<Reply<int>>(self);
    journal->note(reply.get_if<Reply<int>>()->ref == second ? "second" : "first");
    self.send(server, Release{});
    reply = co_await receive_any<Reply<int>>(self);
    journal->note(reply.get_if<Reply<int>>()->ref == first ? "first" : "second");
  };
  expect_everywhere(story, ElementsAre("second", "first"));
}

TEST(GenServer, GS_06_and_GS_07_a_call_gives_up_in_time_and_a_late_reply_finds_nobody_waiting) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    const Pid server = counter(self, journal);
    ReadLater never{};
    const Duration soon = milliseconds{10};
    note(journal, co_await call<int>(self, server, never, soon));
    self.send(server, Release{});
    Add add{4};
    note(journal, co_await call<int>(self, server, add));
  };
  expect_everywhere(story, ElementsAre("timeout", "4"));
}

TEST(GenServer, GS_08_to_GS_10_callers_get_noproc_or_the_servers_reason) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    Read read{};
    const Pid nobody{77, 77};
    note(journal, co_await call<int>(self, nobody, read));
    const Pid stopped = counter(self, journal);
    self.send(stopped, Stop{ExitReason{"enough"}});
    note(journal, co_await call<int>(self, stopped, read));
    const Pid killed = counter(self, journal);
    const Ref end_reason = self.monitor(killed);
    self.exit_signal(killed, ExitReason::Kind::kill);
    const ExitReason reason = co_await end_of(self, end_reason);
    journal->note(to_string(reason));
  };
  const auto lines = told_by_simulation(story, 1);
  EXPECT_THAT(lines, testing::Contains("noproc"));
  EXPECT_THAT(lines, testing::Contains("terminate enough"));
  EXPECT_EQ(lines.back(), "killed");
  EXPECT_EQ(told_by_threads(story).back(), "killed");
}

TEST(GenServer, GS_12_an_exception_in_a_callback_calls_terminate_and_reaches_the_caller) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Pid server = counter(self, journal);
    Throw bad{};
    note(journal, co_await call<int>(self, server, bad));
  };
  expect_everywhere(story, ElementsAre("terminate error: oops", "error: oops"));
}

TEST(GenServer, GS_16_requests_and_messages_are_handled_in_order_of_arrival) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    const Pid server = counter(self, journal);
    for (int i = 0; i < 100; ++i) self.request(server, Add{i});
    Read read{};
    note(journal, co_await call<int>(self, server, read));
  };
  expect_everywhere(story, ElementsAre("4950"));
}

TEST(GenServer, GS_30_failing_init_makes_the_start_fail_and_frees_the_name) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Name name{"the counter of GS-30"};
    const Counter::Setting failing{.fails = true};
    const StartResult failed =
        self.start_link<Counter>({.label = {"counter"}, .name = name}, journal, failing);
    journal->note(failed ? "started" : to_string(failed.error()));
    journal->note(self.whereis(name) ? "taken" : "free");
    const Counter::Setting good{};
    const StartResult started =
        self.start_link<Counter>({.label = {"counter"}, .name = name}, journal, good);
    journal->note(started && self.whereis(name) == *started ? "registered" : "not registered");
    co_return;
  };
  expect_everywhere(story, ElementsAre("no money", "free", "registered"));
}

TEST(GenServer, GS_34_a_taken_name_makes_the_start_fail_and_init_does_not_run) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Name name{"the counter of GS-34"};
    const Counter::Setting good{};
    const Counter::Setting failing{.fails = true};
    const StartResult holder =
        self.start_link<Counter>({.label = {"counter"}, .name = name}, journal, good);
    const StartResult second =
        self.start_link<Counter>({.label = {"counter"}, .name = name}, journal, failing);
    journal->note(second ? "started" : "refused");
    journal->note(self.whereis(name) == *holder ? "kept" : "lost");
    co_return;
  };
  expect_everywhere(story, ElementsAre("refused", "kept"));
}

TEST(GenServer, GS_40_a_trapping_server_terminates_with_its_parent_even_normally) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Counter::Setting trapping{.trap_exit = true};
    const Pid server = counter(self, journal, trapping);
    const Ref end_reason = self.monitor(server);
    self.exit_signal(server, ExitReason::Kind::normal);
    const ExitReason reason = co_await end_of(self, end_reason);
    journal->note("ended " + to_string(reason));
  };
  expect_everywhere(story, ElementsAre("terminate normal", "ended normal"));
}

TEST(GenServer, GS_41_and_GS_45_a_server_that_does_not_trap_or_is_killed_has_no_last_words) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Pid plain = counter(self, journal);
    const Ref end_first = self.monitor(plain);
    self.exit_signal(plain, ExitReason::Kind::shutdown);
    const ExitReason first = co_await end_of(self, end_first);
    journal->note(to_string(first));
    const Counter::Setting trapping{.trap_exit = true};
    const Pid trapper = counter(self, journal, trapping);
    const Ref end_second = self.monitor(trapper);
    self.exit_signal(trapper, ExitReason::Kind::kill);
    const ExitReason second = co_await end_of(self, end_second);
    journal->note(to_string(second));
  };
  expect_everywhere(story, ElementsAre("shutdown", "killed"));
}

Task<> tell(Context self, Pid to) {
  self.exit_signal(to, ExitReason{"boo"});
  co_return;
}

TEST(GenServer, GS_42_exit_signals_of_others_are_messages_to_a_trapping_server) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    const Counter::Setting trapping{.trap_exit = true};
    const Pid server = counter(self, journal, trapping);
    const Pid stranger = self.spawn({.label = {"stranger"}}, script(&tell, server));
    const Ref told = self.monitor(stranger);
    co_await end_of(self, told);
    Read read{};
    note(journal, co_await call<int>(self, server, read));
    self.unlink(server);
  };
  expect_everywhere(story, ElementsAre("exit boo", "0"));
}

TEST(GenServer, GS_43_terminate_gets_the_reason_of_the_stop) {
  const Story story = [](Context self, Journal* journal) -> Task<> {
    self.trap_exit();
    const Pid server = counter(self, journal);
    const Ref end_reason = self.monitor(server);
    self.send(server, Stop{ExitReason::shutdown_because("holiday")});
    const ExitReason reason = co_await end_of(self, end_reason);
    journal->note(to_string(reason));
  };
  expect_everywhere(story, ElementsAre("terminate {shutdown,holiday}", "{shutdown,holiday}"));
}

}  // namespace
}  // namespace forlopp::runtime
