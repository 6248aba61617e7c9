#include "runtime/gen_event.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::AddHandler;
using runtime::call;
using runtime::CallHandler;
using runtime::DeleteHandler;
using runtime::EventHandler;
using runtime::EventHandlerId;
using runtime::EventHandlerSpec;
using runtime::Exit;
using runtime::HandlerAnswer;
using runtime::HandlerEnd;
using runtime::HandlerGone;
using runtime::HandlerNext;
using runtime::Notify;
using runtime::Predecessor;
using runtime::Result;
using runtime::Supervised;
using runtime::SwapHandler;
using runtime::SyncNotify;
using runtime::WhichHandlers;

using Word = std::string;

EventHandlerSpec teller(EventLog* log, EventHandlerId id);

/// Notes what it is told. The event `NAME VERB` is for the handler of that name; the others only
/// note it.
class Teller final : public EventHandler {
 public:
  Teller(EventLog* log, EventHandlerId id) : log_{log}, id_{std::move(id)} {}

  std::optional<ExitReason> init(Context&, Message& argument) override {
    const auto* word = argument.get_if<Word>();
    if (word != nullptr && *word == "raise") throw std::runtime_error{"oops"};
    if (word != nullptr && *word == "error") return ExitReason{"no"};
    note("init");
    return {};
  }
  std::optional<ExitReason> init_after(Context& context, Message& argument,
                                       Predecessor& before) override {
    const auto* result = before.result ? before.result->get_if<Word>() : nullptr;
    note("after " + (result == nullptr ? "nobody" : *result));
    return init(context, argument);
  }
  HandlerNext handle_event(Context&, const Message& event) override {
    const Word& word = *event.get_if<Word>();
    note(word);
    return obey(word);
  }
  HandlerNext handle_call(Context&, Message& request, Message& answer) override {
    const Word& word = *request.get_if<Word>();
    note("call " + word);
    answer = Message::of(id_ + " says " + word);
    return obey(id_ + " " + word);
  }
  HandlerNext handle_info(Context&, const Message& message) override {
    const auto* exit = message.get_if<Exit>();
    note(exit == nullptr ? "info" : "info exit " + to_string(exit->reason));
    return {};
  }
  Message terminate(Context&, HandlerEnd& end) override {
    static constexpr std::array causes{"deleted", "removed", "swapped", "failed", "orphan", "stop"};
    note(Word{"end "} + causes.at(static_cast<std::size_t>(end.cause)) + " " +
         to_string(end.reason));
    return Message::of(Word{"last of " + id_});
  }

 private:
  HandlerNext obey(const Word& word) {
    if (word == id_ + " remove") return {.kind = HandlerNext::Kind::remove};
    if (word == id_ + " raise") throw std::runtime_error{"kaboom"};
    if (word == id_ + " swap") {
      return {.kind = HandlerNext::Kind::swap, .successor = teller(log_, id_ + "'")};
    }
    return {};
  }
  void note(const std::string& what) { log_->add(id_ + ": " + what); }

  EventLog* log_;
  EventHandlerId id_;
};

EventHandlerSpec teller(EventLog* log, EventHandlerId id) {
  const auto make = [log, id] { return std::make_unique<Teller>(log, id); };
  return {id, make};
}

Pid manager(Context self) {
  return *self.start_link({.label = {"manager"}}, runtime::event_manager());
}

template <class Request>
Task<HandlerAnswer> asked(Context self, Pid manager, Request request) {
  Result<HandlerAnswer, ExitReason> answer =
      co_await call<HandlerAnswer>(self, manager, std::move(request));
  co_return std::move(*answer);
}

Task<> add(Context self, Pid manager, EventLog* log, std::string id) {
  AddHandler request{.handler = teller(log, id)};
  const HandlerAnswer answer = co_await asked(self, manager, std::move(request));
}

Task<> tell_and_wait(Context self, Pid manager, Word word) {
  SyncNotify notify{Message::of(std::move(word))};
  const HandlerAnswer answer = co_await asked(self, manager, std::move(notify));
}

Task<> note_handlers(Context self, Pid manager, EventLog* log) {
  const WhichHandlers which{};
  const auto handlers = co_await call<std::vector<EventHandlerId>>(self, manager, which);
  std::string line = "[";
  for (const EventHandlerId& id : *handlers) line += " " + id;
  log->add(line + " ]");
}

void note(EventLog* log, const HandlerAnswer& answer) {
  const auto* value = answer.value.get_if<Word>();
  if (answer.error) return log->add(to_string(*answer.error));
  log->add(value == nullptr ? "ok" : *value);
}

TEST(GenEvent, GE_01_and_GE_02_all_handlers_hear_of_everything_the_newest_first) {
  expect_log({"a: init", "b: init", "b: one", "a: one", "b: two", "a: two", "done", "b: info",
              "a: info", "[ b a ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               co_await add(self, events, log, "b");
               self.send(events, Notify{Message::of(Word{"one"})});
               co_await tell_and_wait(self, events, "two");
               log->add("done");
               self.send(events, Go{});
               co_await note_handlers(self, events, log);
               self.send(Pid{}, Notify{Message::of(Word{"to nobody"})});
               self.unlink(events);
             });
}

TEST(GenEvent, GE_03_a_handler_that_does_not_start_is_not_added_and_twins_are) {
  expect_log(
      {"a: init", "a: init", "no", "error: oops", "[ a a ]", "module_not_found",
       "a: end deleted normal", "last of a", "[ a ]"},
      [](Context self, EventLog* log) -> Task<> {
        const Pid events = manager(self);
        co_await add(self, events, log, "a");
        co_await add(self, events, log, "a");
        AddHandler declining{.handler = teller(log, "b"), .argument = Message::of(Word{"error"})};
        HandlerAnswer answer = co_await asked(self, events, std::move(declining));
        note(log, answer);
        AddHandler raising{.handler = teller(log, "c"), .argument = Message::of(Word{"raise"})};
        answer = co_await asked(self, events, std::move(raising));
        note(log, answer);
        co_await note_handlers(self, events, log);
        DeleteHandler unknown{.id = "z"};
        answer = co_await asked(self, events, std::move(unknown));
        note(log, answer);
        DeleteHandler known{.id = "a"};
        answer = co_await asked(self, events, std::move(known));
        note(log, answer);
        co_await note_handlers(self, events, log);
        self.unlink(events);
      });
}

TEST(GenEvent, GE_04_and_GE_05_handlers_go_by_themselves_or_by_a_fault_and_the_others_stay) {
  expect_log({"a: init", "b: init", "c: init", "c: b remove", "b: b remove",
              "b: end removed normal", "a: b remove", "[ c a ]", "c: c raise",
              "c: end failed error: kaboom", "a: c raise", "[ a ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               co_await add(self, events, log, "b");
               co_await add(self, events, log, "c");
               co_await tell_and_wait(self, events, "b remove");
               co_await note_handlers(self, events, log);
               co_await tell_and_wait(self, events, "c raise");
               co_await note_handlers(self, events, log);
               self.unlink(events);
             });
}

TEST(GenEvent, GE_06_a_call_reaches_one_handler_and_its_failure_is_the_answer) {
  expect_log({"a: init", "b: init", "a: call remove", "a: end removed normal", "a says remove",
              "b: call raise", "b: end failed error: kaboom", "error: kaboom", "bad_module", "[ ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               co_await add(self, events, log, "b");
               CallHandler remove{.id = "a", .request = Message::of(Word{"remove"})};
               HandlerAnswer answer = co_await asked(self, events, std::move(remove));
               note(log, answer);
               CallHandler raise{.id = "b", .request = Message::of(Word{"raise"})};
               answer = co_await asked(self, events, std::move(raise));
               note(log, answer);
               CallHandler nobody{.id = "a", .request = Message::of(Word{"x"})};
               answer = co_await asked(self, events, std::move(nobody));
               note(log, answer);
               co_await note_handlers(self, events, log);
               self.unlink(events);
             });
}

TEST(GenEvent, GE_07_a_swap_hands_over_what_the_old_handler_said_last) {
  expect_log({"a: init", "b: init", "a: end swapped normal", "c: after last of a", "c: init",
              "[ c b ]", "d: after nobody", "d: init", "[ d c b ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               co_await add(self, events, log, "b");
               SwapHandler swap{.id = "a", .successor = teller(log, "c")};
               HandlerAnswer answer = co_await asked(self, events, std::move(swap));
               co_await note_handlers(self, events, log);
               SwapHandler missing{.id = "a", .successor = teller(log, "d")};
               answer = co_await asked(self, events, std::move(missing));
               co_await note_handlers(self, events, log);
               self.unlink(events);
             });
}

TEST(GenEvent, GE_08_a_handler_that_swaps_itself_gives_its_place_to_the_new_one) {
  expect_log({"a: init", "b: init", "b: b swap", "b: end swapped normal", "b': after last of b",
              "b': init", "a: b swap", "[ b' a ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               co_await add(self, events, log, "b");
               co_await tell_and_wait(self, events, "b swap");
               co_await note_handlers(self, events, log);
               self.unlink(events);
             });
}

TEST(GenEvent, GE_05_the_failure_of_a_handler_is_reported) {
  struct Reports final : runtime::Observer {
    void handler_failed(const runtime::HandlerReport& report) override {
      log.add(report.manager_label + ", " + report.handler + ": " + to_string(report.reason));
    }
    EventLog log;
  };
  for (const Way& way : ways()) {
    Reports reports;
    const Story story = [](Context self, EventLog* log) -> Task<> {
      const Pid events = manager(self);
      co_await add(self, events, log, "a");
      co_await tell_and_wait(self, events, "a raise");
      self.unlink(events);
    };
    way.tell(story, &reports);
    EXPECT_EQ(reports.log.lines(), std::vector<std::string>{"manager, a: error: kaboom"});
  }
}

Task<> owner_of(Context self, Pid manager, EventLog* log, std::string id) {
  AddHandler request{.handler = teller(log, id), .supervised = Supervised::yes};
  const HandlerAnswer answer = co_await asked(self, manager, std::move(request));
  const Message go = co_await runtime::receive_any<Go>(self);
  self.exit(ExitReason{"bye"});
}

TEST(GenEvent, GE_10_and_GE_12_a_supervised_handler_goes_with_its_owner_and_the_others_hear_of_it) {
  expect_log({"a: init", "b: init", "b: end orphan bye", "a: info exit bye", "[ a ]"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               const Pid owner = self.spawn({}, runtime::script(&owner_of, events, log, "b"));
               self.send(owner, Go{});
               const ExitReason end = co_await end_of(self, owner);
               co_await note_handlers(self, events, log);
               self.unlink(events);
             });
}

TEST(GenEvent, GE_11_and_GE_13_the_owner_is_told_how_its_handlers_ended) {
  expect_log({"a: init",
              "b: init",
              "c: init",
              "d: init",
              "d: a remove",
              "c: a remove",
              "b: a remove",
              "a: a remove",
              "a: end removed normal",
              "d: b raise",
              "c: b raise",
              "b: b raise",
              "b: end failed error: kaboom",
              "d: c swap",
              "c: c swap",
              "c: end swapped normal",
              "c': after last of c",
              "c': init",
              "d: end stop shutdown",
              "c': end stop shutdown",
              "a normal",
              "b error: kaboom",
              "c swapped",
              "d shutdown",
              "c' shutdown"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid events = manager(self);
               for (const char* id : {"a", "b", "c", "d"}) {
                 AddHandler request{.handler = teller(log, id), .supervised = Supervised::yes};
                 const HandlerAnswer answer = co_await asked(self, events, std::move(request));
               }
               co_await tell_and_wait(self, events, "a remove");
               co_await tell_and_wait(self, events, "b raise");
               co_await tell_and_wait(self, events, "c swap");
               self.exit_signal(events, ExitReason::Kind::shutdown);
               const ExitReason end = co_await trapped_exit(self);
               for (int i = 0; i < 5; ++i) {
                 const Message message = co_await runtime::receive_any<HandlerGone>(self);
                 const auto* gone = message.get_if<HandlerGone>();
                 log->add(gone->id + " " + to_string(gone->reason));
               }
             });
}

TEST(GenEvent, GE_14_the_manager_ends_with_its_parent_even_normally) {
  expect_log({"a: init", "a: end stop normal", "normal"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid events = manager(self);
               co_await add(self, events, log, "a");
               self.exit_signal(events, ExitReason::Kind::normal);
               const ExitReason end = co_await trapped_exit(self);
               log->add(to_string(end));
             });
}

}  // namespace
}  // namespace forlopp::test
