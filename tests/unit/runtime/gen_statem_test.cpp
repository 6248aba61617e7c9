#include "runtime/gen_statem.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"

namespace forlopp::runtime {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

constexpr Duration moment = milliseconds{50};

/// An event whose name says what the machine shall do with it; see `Scripted::handle`.
struct Do {
  std::string what;
};
struct Question {};

enum class Place : std::uint8_t { red, green, blue };
constexpr std::array places{"red", "green", "blue"};

constexpr StatemTimer state_timer{StatemTimer::Kind::state, 0};
constexpr StatemTimer event_timer{StatemTimer::Kind::event, 0};
StatemTimer generic(std::uint32_t number) {
  return {StatemTimer::Kind::generic, number};
}

using Journal = std::vector<std::string>;

/// Does what its events say, one instruction a word, and writes down which event it got in which
/// state.
class Scripted final : public GenStatem<Scripted, Place> {
 public:
  using Events = Messages<Do, StatemTimeout, Call<Question>, Exit>;

  struct Plan {
    std::string at_start{};
    std::string at_entry{};  ///< Done by each enter call.
    bool notes_entries = false;
  };
  Scripted(Journal& journal, Plan plan)
      : GenStatem{Place::red}, journal_{journal}, plan_{std::move(plan)} {}

  Next handle(Context& context, Place, Do& event) {
    note(event.what);
    return obey(context, event.what);
  }
  Next handle(Context&, Place, StatemTimeout& timeout) {
    static constexpr std::array kinds{"state", "event", "generic"};
    const auto* content = timeout.content.get_if<std::string>();
    note(fmt::format("timeout {}{}{}", kinds[static_cast<std::size_t>(timeout.timer.kind)],
                     timeout.timer.number == 0 ? "" : std::to_string(timeout.timer.number),
                     content == nullptr ? "" : " " + *content));
    return keep();
  }
  Next handle(Context& context, Place now, Call<Question>& call) {
    note("question");
    if (now == Place::red) {
      postpone();
    } else {
      context.reply(call.from, static_cast<int>(now));
    }
    return keep();
  }
  Next handle(Context&, Place, Exit& exit) {
    note("exit " + to_string(exit.reason));
    return keep();
  }

 protected:
  void begin(Context& context) override {
    context.trap_exit();
    obey(context, plan_.at_start);
  }
  void enter_state(Context& context) override {
    if (!plan_.notes_entries) return;
    note(fmt::format("enter from {}", places[static_cast<std::size_t>(previous_state())]));
    obey(context, plan_.at_entry);
  }
  void terminate(Context&, const ExitReason& reason) override {
    note("terminate " + to_string(reason));
  }

 private:
  void note(const std::string& what) {
    journal_.push_back(fmt::format("{}: {}", places[static_cast<std::size_t>(state())], what));
  }

  Next obey(Context& context, const std::string& what) {
    std::istringstream words{what};
    Next next = keep();
    for (std::string word; words >> word;) {
      if (word == "later" && !std::exchange(postponed_once_, true)) {
        postpone();
        return keep();
      }
      if (word == "red") next = go(Place::red);
      if (word == "green") next = go(Place::green);
      if (word == "blue") next = go(Place::blue);
      if (word == "repeat") next = repeat();
      if (word == "stop") return stop(context, ExitReason{"enough"});
      if (word == "postpone") postpone();
      if (word == "postpone-once" && !std::exchange(postponed_once_, true)) postpone();
      if (word == "again" && !std::exchange(entered_again_, true)) repeat_enter();
      const auto colon = word.find(':');
      if (colon != std::string::npos) obey(context, word.substr(0, colon), word.substr(colon + 1));
    }
    return next;
  }
  void obey(Context& context, const std::string& verb, const std::string& object) {
    const milliseconds delay{std::atoi(object.c_str())};
    if (verb == "update") {
      update_timer(context, object.starts_with("state") ? state_timer : generic(1),
                   Message::of(object));
    }
    if (verb == "insert") next_event(Message::of(Do{object}));
    if (verb == "state") start_timer(context, state_timer, delay);
    if (verb == "event") start_timer(context, event_timer, delay);
    if (verb == "one") start_timer(context, generic(1), delay);
    if (verb == "two") start_timer(context, generic(2), delay);
    if (verb == "never") start_timer(context, generic(1), infinity);
    if (verb == "cancel") cancel_timer(context, object == "state" ? state_timer : generic(1));
  }

  Journal& journal_;
  Plan plan_;
  bool postponed_once_ = false;
  bool entered_again_ = false;
};

/// A machine in a simulated node. Events of one `send` lie in its mailbox together.
class Machine {
 public:
  explicit Machine(std::uint64_t seed, Scripted::Plan plan = {}) : node_{{.seed = seed}} {
    pid_ = node_.spawn<Scripted>({.label = {"machine"}}, journal_, std::move(plan));
    node_.settle();
  }
  void send(const std::vector<std::string>& events) {
    for (const std::string& what : events) node_.send(pid_, Do{what});
    node_.settle();
  }
  void wait(int time) { node_.run_for(milliseconds{time}); }
  Journal happened() { return std::exchange(journal_, {}); }
  SimulatedNode& node() { return node_; }
  Pid pid() const { return pid_; }

 private:
  Journal journal_{};
  SimulatedNode node_;
  Pid pid_{};
};

template <class Story>
void over_seeds(Story story, const Scripted::Plan& plan = {}) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(seed);
    Machine machine{seed, plan};
    story(machine);
  }
}

// Postponing.

TEST(GenStatem, STM_10_to_STM_12_postponed_events_come_back_oldest_first_before_newer_ones) {
  over_seeds([](Machine& machine) {
    machine.send({"postpone-once a", "x", "green", "y"});
    EXPECT_THAT(machine.happened(), ElementsAre("red: postpone-once a", "red: x", "red: green",
                                                "green: postpone-once a", "green: y"));
  });
}

TEST(GenStatem, STM_13_the_same_state_retries_nothing) {
  over_seeds(
      [](Machine& machine) {
        machine.send({"postpone p", "red", "keep", "repeat"});
        EXPECT_THAT(machine.happened(),
                    ElementsAre("red: enter from red", "red: postpone p", "red: red", "red: keep",
                                "red: repeat", "red: enter from red"));
      },
      {.notes_entries = true});
}

TEST(GenStatem, STM_14_and_STM_15_retried_events_keep_their_age) {
  over_seeds([](Machine& machine) {
    machine.send({"postpone 1", "later blue", "postpone 3", "green"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: postpone 1", "red: later blue", "red: postpone 3", "red: green",
                            "green: postpone 1", "green: later blue", "blue: postpone 1",
                            "blue: postpone 3"));
  });
}

TEST(GenStatem, STM_16_postponing_while_changing_state_retries_in_the_new_state) {
  over_seeds([](Machine& machine) {
    machine.send({"postpone-once green", "x"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: postpone-once green", "green: postpone-once green", "green: x"));
  });
}

TEST(GenStatem, STM_71_postponed_call_is_answered_when_it_is_handled) {
  struct Asker final : ProcessCode {
    Asker(Pid server, int& answer) : server_{server}, answer_{answer} {}
    void init(Context& context) override { context.request(server_, Question{}); }
    void receive(Context&, Message message) override {
      if (const auto* reply = message.get_if<Reply<int>>()) answer_ = reply->value;
    }
    Pid server_;
    int& answer_;
  };
  over_seeds([](Machine& machine) {
    int answer = -1;
    machine.node().spawn<Asker>({.label = {"asker"}}, machine.pid(), answer);
    machine.node().settle();
    EXPECT_EQ(answer, -1);
    machine.send({"blue"});
    EXPECT_EQ(answer, static_cast<int>(Place::blue));
  });
}

// Inserted events.

TEST(GenStatem, STM_20_and_STM_21_inserted_events_come_next_and_the_newest_insertions_first) {
  over_seeds([](Machine& machine) {
    machine.send({"insert:a insert:b", "x"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: insert:a insert:b", "red: a", "red: b", "red: x"));
  });
}

TEST(GenStatem, STM_22_and_STM_64_enter_call_then_inserted_then_postponed_then_waiting) {
  over_seeds(
      [](Machine& machine) {
        machine.happened();
        machine.send({"postpone-once p", "green insert:i", "x"});
        EXPECT_THAT(machine.happened(), ElementsAre("red: postpone-once p", "red: green insert:i",
                                                    "green: enter from red", "green: i",
                                                    "green: postpone-once p", "green: x"));
      },
      {.notes_entries = true});
}

/// Asks itself in the name of another.
class Relay final : public GenStatem<Relay, int> {
 public:
  using Events = Messages<Do, Call<Question>>;
  explicit Relay(Pid to) : GenStatem{7}, to_{to} {}
  Next handle(Context&, int, Do&) {
    next_event(Message::of(Call<Question>{From{to_, Ref{}}, {}}));
    return keep();
  }
  Next handle(Context& context, int now, Call<Question>& question) {
    context.reply(question.from, now);
    return keep();
  }

 private:
  Pid to_;
};

TEST(GenStatem, STM_23_a_call_may_be_inserted_with_its_caller) {
  struct Answered final : ProcessCode {
    explicit Answered(Journal& journal) : journal_{journal} {}
    void receive(Context&, Message message) override {
      const auto* reply = message.get_if<Reply<int>>();
      if (reply != nullptr) journal_.push_back(fmt::format("answer {}", reply->value));
    }
    Journal& journal_;
  };
  Journal journal;
  SimulatedNode node;
  const Pid asker = node.spawn<Answered>({}, journal);
  node.send(node.spawn<Relay>({}, asker), Do{});
  node.settle();
  EXPECT_THAT(journal, ElementsAre("answer 7"));
}

// State time-outs.

TEST(GenStatem, STM_30_state_timeout_fires_if_the_machine_stays) {
  over_seeds([](Machine& machine) {
    machine.send({"state:50"});
    machine.wait(49);
    EXPECT_THAT(machine.happened(), ElementsAre("red: state:50"));
    machine.wait(1);
    EXPECT_THAT(machine.happened(), ElementsAre("red: timeout state"));
  });
}

TEST(GenStatem, STM_31_a_change_of_state_cancels_it_unless_the_same_step_set_it) {
  over_seeds([](Machine& machine) {
    machine.send({"state:50", "green"});
    machine.wait(100);
    EXPECT_THAT(machine.happened(), ElementsAre("red: state:50", "red: green"));
    machine.send({"state:50 blue"});
    machine.wait(100);
    EXPECT_THAT(machine.happened(), ElementsAre("green: state:50 blue", "blue: timeout state"));
  });
}

TEST(GenStatem, STM_32_the_same_state_keeps_it_and_setting_it_again_restarts_it) {
  over_seeds([](Machine& machine) {
    machine.send({"state:50"});
    machine.wait(30);
    machine.send({"red", "repeat", "keep"});
    machine.happened();
    machine.wait(20);
    EXPECT_THAT(machine.happened(), ElementsAre("red: timeout state"));
    machine.send({"state:50"});
    machine.wait(30);
    machine.send({"state:50"});
    machine.happened();
    machine.wait(49);
    EXPECT_THAT(machine.happened(), testing::IsEmpty());
    machine.wait(1);
    EXPECT_THAT(machine.happened(), ElementsAre("red: timeout state"));
  });
}

TEST(GenStatem, STM_33_cancelled_or_infinite_timers_are_silent) {
  over_seeds([](Machine& machine) {
    machine.send({"state:50 one:50", "cancel:state never:0", "cancel:state cancel:one"});
    machine.wait(100);
    EXPECT_EQ(machine.happened().size(), 3U);
  });
}

TEST(GenStatem, STM_34_an_update_changes_the_content_and_not_the_time) {
  over_seeds([](Machine& machine) {
    machine.send({"state:50"});
    machine.wait(30);
    machine.send({"update:state-late"});
    machine.happened();
    machine.wait(19);
    EXPECT_THAT(machine.happened(), testing::IsEmpty());
    machine.wait(1);
    EXPECT_THAT(machine.happened(), ElementsAre("red: timeout state state-late"));
  });
}

TEST(GenStatem, STM_34_and_STM_53_updating_a_timer_that_does_not_run_fires_at_once) {
  over_seeds([](Machine& machine) {
    machine.send({"update:state-now update:one-now cancel:one", "x"});
    EXPECT_THAT(machine.happened(), ElementsAre("red: update:state-now update:one-now cancel:one",
                                                "red: timeout state state-now", "red: x"));
  });
}

// Event time-outs.

TEST(GenStatem, STM_40_and_STM_42_any_event_cancels_the_event_timeout) {
  over_seeds([](Machine& machine) {
    machine.send({"event:50"});
    machine.wait(30);
    machine.send({"x"});
    machine.wait(100);
    EXPECT_THAT(machine.happened(), ElementsAre("red: event:50", "red: x"));
    machine.send({"event:50 insert:i"});
    machine.wait(100);
    EXPECT_THAT(machine.happened(), ElementsAre("red: event:50 insert:i", "red: i"));
  });
}

TEST(GenStatem, STM_41_event_timeout_survives_the_change_of_state_of_its_own_step) {
  over_seeds([](Machine& machine) {
    machine.send({"event:50 green"});
    machine.wait(50);
    EXPECT_THAT(machine.happened(), ElementsAre("red: event:50 green", "green: timeout event"));
  });
}

// Zero time-outs.

TEST(GenStatem, STM_44_zero_timeouts_come_after_what_is_queued_inside_and_before_the_mailbox) {
  over_seeds([](Machine& machine) {
    machine.send({"postpone-once p", "state:0 insert:i green", "x"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: postpone-once p", "red: state:0 insert:i green", "green: i",
                            "green: postpone-once p", "green: timeout state", "green: x"));
  });
}

TEST(GenStatem, STM_45_zero_timeouts_fire_as_requested_but_an_event_timeout_only_if_it_is_first) {
  over_seeds([](Machine& machine) {
    machine.send({"two:0 state:0 one:0", "x"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: two:0 state:0 one:0", "red: timeout generic2",
                            "red: timeout state", "red: timeout generic1", "red: x"));
    machine.send({"event:0 one:0"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: event:0 one:0", "red: timeout event", "red: timeout generic1"));
    machine.send({"one:0 event:0"});
    EXPECT_THAT(machine.happened(), ElementsAre("red: one:0 event:0", "red: timeout generic1"));
    machine.send({"event:0 insert:i"});
    EXPECT_THAT(machine.happened(), ElementsAre("red: event:0 insert:i", "red: i"));
  });
}

// Generic time-outs.

TEST(GenStatem, STM_50_and_STM_51_generic_timers_run_in_parallel_through_states_and_events) {
  over_seeds([](Machine& machine) {
    machine.send({"one:50 two:80", "green", "x"});
    machine.happened();
    machine.wait(100);
    EXPECT_THAT(machine.happened(),
                ElementsAre("green: timeout generic1", "green: timeout generic2"));
  });
}

TEST(GenStatem, STM_52_setting_a_generic_timer_again_replaces_it) {
  over_seeds([](Machine& machine) {
    machine.send({"one:50", "one:80"});
    machine.happened();
    machine.wait(79);
    EXPECT_THAT(machine.happened(), testing::IsEmpty());
    machine.wait(1);
    EXPECT_THAT(machine.happened(), ElementsAre("red: timeout generic1"));
  });
}

TEST(GenStatem, STM_55_expired_timeout_that_was_not_yet_handled_can_still_be_cancelled) {
  over_seeds([](Machine& machine) {
    machine.send({"one:50 state:50"});
    machine.happened();
    // Both time-outs and the two events lie in the mailbox at the same instant.
    machine.node().spawn({.label = {"sender"}}, script(
                                                    +[](Context self, Pid to) -> Task<> {
                                                      co_await sleep(self, moment);
                                                      self.send(to, Do{"cancel:one green"});
                                                    },
                                                    machine.pid()));
    machine.wait(200);
    const Journal journal = machine.happened();
    const auto cancelled = std::ranges::find(journal, "red: cancel:one green");
    ASSERT_NE(cancelled, journal.end());
    EXPECT_EQ(cancelled + 1, journal.end());
  });
}

// Start and enter calls.

TEST(GenStatem, STM_03_what_the_start_asks_for_comes_before_the_first_event) {
  over_seeds(
      [](Machine& machine) {
        machine.send({"x"});
        EXPECT_THAT(machine.happened(), ElementsAre("red: i", "red: timeout state", "red: x"));
      },
      {.at_start = "insert:i state:0"});
}

TEST(GenStatem, STM_60_to_STM_62_enter_calls_come_at_the_start_on_changes_and_repeats) {
  over_seeds(
      [](Machine& machine) {
        machine.send({"green", "green", "repeat", "blue"});
        EXPECT_THAT(machine.happened(),
                    ElementsAre("red: enter from red", "red: green", "green: enter from red",
                                "green: green", "green: repeat", "green: enter from green",
                                "green: blue", "blue: enter from green"));
      },
      {.notes_entries = true});
}

TEST(GenStatem, STM_63_repeating_from_an_enter_call_keeps_the_previous_state) {
  over_seeds(
      [](Machine& machine) {
        machine.send({"green"});
        EXPECT_THAT(machine.happened(), ElementsAre("red: enter from red", "red: enter from red",
                                                    "red: green", "green: enter from red"));
      },
      {.at_entry = "again", .notes_entries = true});
}

TEST(GenStatem, STM_64_enter_calls_may_start_timers) {
  over_seeds(
      [](Machine& machine) {
        machine.send({"green"});
        machine.happened();
        machine.wait(50);
        EXPECT_THAT(machine.happened(), ElementsAre("green: timeout state"));
      },
      {.at_entry = "state:50", .notes_entries = true});
}

TEST(GenStatem, STM_65_enter_calls_may_not_postpone_or_insert) {
  for (const std::string forbidden : {"postpone", "insert:x"}) {
    Machine machine{1, {.at_entry = forbidden, .notes_entries = true}};
    EXPECT_FALSE(machine.node().is_alive(machine.pid()));
  }
}

// The end.

TEST(GenStatem, STM_73_events_that_wait_when_it_stops_are_not_handled) {
  over_seeds([](Machine& machine) {
    machine.send({"postpone p", "insert:i stop", "x"});
    EXPECT_THAT(machine.happened(),
                ElementsAre("red: postpone p", "red: insert:i stop", "red: terminate enough"));
    EXPECT_FALSE(machine.node().is_alive(machine.pid()));
  });
}

TEST(GenStatem, STM_80_exit_of_the_parent_stops_it_and_STM_81_others_are_events) {
  over_seeds([](Machine& machine) {
    machine.node().spawn({.label = {"stranger"}}, script(
                                                      +[](Context self, Pid to) -> Task<> {
                                                        self.exit_signal(to, ExitReason{"boo"});
                                                        co_return;
                                                      },
                                                      machine.pid()));
    machine.node().settle();
    EXPECT_THAT(machine.happened(), ElementsAre("red: exit boo"));
    machine.node().exit_signal(machine.pid(), ExitReason::Kind::normal);
    machine.node().settle();
    EXPECT_THAT(machine.happened(), ElementsAre("red: terminate normal"));
  });
}

}  // namespace
}  // namespace forlopp::runtime
