#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/gen_statem.hpp"
#include "tests/support/processes.hpp"
#include "tests/support/story.hpp"

/// State machines that are asked: what callers get, also at the machine's start and end.
namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::Call;
using runtime::call;
using runtime::From;
using runtime::GenStatem;
using runtime::Messages;
using runtime::Result;
using runtime::StartResult;

struct Ask {
  std::string what;
};

/// A state may be of any type that can be compared.
struct Shelf {
  std::string row;
  int place = 0;
  bool operator==(const Shelf&) const = default;
};

/// Answers later: whoever asks `later` waits for the next other question.
class Librarian final : public GenStatem<Librarian, Shelf> {
 public:
  using Events = Messages<Call<Ask>>;
  using Init = void (*)(Librarian&, Context&);

  explicit Librarian(EventLog* log, Init at_start = nullptr)
      : GenStatem{{"a", 1}}, log_{log}, at_start_{at_start} {}

  Next handle(Context& context, const Shelf& here, Call<Ask>& question) {
    const std::string& what = question.request.what;
    log_->add(what + " at " + here.row + std::to_string(here.place));
    if (what == "later") {
      waiting_.push_back(question.from);
      return keep();
    }
    if (what == "raise") throw std::runtime_error{"no such book"};
    if (what == "stop") return stop(context, ExitReason{"closed"});
    if (what == "postpone" && here.place == 1) {
      postpone();
      return keep();
    }
    for (const From& from : waiting_) context.reply(from, "after " + what);
    waiting_.clear();
    context.reply(question.from, "re " + what);
    if (what == "last") return stop(context, ExitReason{"done"});
    return what == "move" ? go({"a", here.place + 1}) : keep();
  }
  void terminate(Context&, const ExitReason& reason) override {
    log_->add("terminate " + to_string(reason));
  }
  void fail(Context& context) { stop_machine(context, ExitReason{"no shelf"}); }

 protected:
  void begin(Context& context) override {
    if (at_start_ != nullptr) at_start_(*this, context);
  }

 private:
  EventLog* log_;
  Init at_start_;
  std::vector<From> waiting_{};
};

Task<std::string> asked(Context self, Pid machine, std::string what,
                        runtime::Duration patience = 5s) {
  Ask ask{std::move(what)};
  const Result<std::string, ExitReason> answer =
      co_await call<std::string>(self, machine, ask, patience);
  co_return answer ? *answer : to_string(answer.error());
}

Task<> note_answer(Context self, runtime::Ref request, EventLog* log) {
  const auto answer = co_await runtime::receive_response<std::string>(self, request);
  log->add(answer ? *answer : to_string(answer.error()));
}

TEST(GenStatemCalls, STM_02_a_start_may_be_declined_stopped_or_fail) {
  expect_log({"nobody", "no shelf", "error: oops"}, [](Context self, EventLog* log) -> Task<> {
    const auto declines = [](Librarian&, Context& context) { context.ignore(); };
    const auto stops = [](Librarian& machine, Context& context) { machine.fail(context); };
    const auto raises = [](Librarian&, Context&) { throw std::runtime_error{"oops"}; };
    StartResult started = self.start_link<Librarian>({}, log, declines);
    log->add(started && !*started ? "nobody" : "somebody");
    started = self.start_link<Librarian>({}, log, stops);
    log->add(to_string(started.error()));
    started = self.start_link<Librarian>({}, log, raises);
    log->add(to_string(started.error()));
    co_return;
  });
}

TEST(GenStatemCalls, STM_04_and_STM_70_answers_are_given_later_and_several_in_one_step) {
  expect_log({"later at a1", "later at a1", "postpone at a1", "move at a1", "postpone at a2",
              "re postpone", "after move", "after move", "re move"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid machine = *self.start_link<Librarian>({}, log);
               const runtime::Ref first = self.send_request(machine, Ask{"later"});
               const runtime::Ref second = self.send_request(machine, Ask{"later"});
               const runtime::Ref third = self.send_request(machine, Ask{"postpone"});
               const std::string last = co_await asked(self, machine, "move");
               co_await note_answer(self, third, log);
               co_await note_answer(self, first, log);
               co_await note_answer(self, second, log);
               log->add(last);
               self.unlink(machine);
             });
}

TEST(GenStatemCalls, STM_72_replies_are_given_before_the_machine_stops) {
  expect_log({"later at a1", "last at a1", "terminate done", "after last", "re last"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid machine = *self.start_link<Librarian>({}, log);
               const runtime::Ref first = self.send_request(machine, Ask{"later"});
               const std::string last = co_await asked(self, machine, "last");
               const ExitReason end = co_await trapped_exit(self);
               co_await note_answer(self, first, log);
               log->add(last);
             });
}

TEST(GenStatemCalls, STM_73_and_STM_75_callers_get_the_reason_of_a_stop_or_a_failure) {
  expect_log({"later at a1", "stop at a1", "terminate closed", "closed", "closed", "raise at a1",
              "terminate error: no such book", "error: no such book"},
             [](Context self, EventLog* log) -> Task<> {
               self.trap_exit();
               const Pid machine = *self.start_link<Librarian>({}, log);
               const runtime::Ref first = self.send_request(machine, Ask{"later"});
               std::string answer = co_await asked(self, machine, "stop");
               log->add(answer);
               co_await note_answer(self, first, log);
               const Pid other = *self.start_link<Librarian>({}, log);
               answer = co_await asked(self, other, "raise");
               log->add(answer);
             });
}

TEST(GenStatemCalls, STM_74_a_late_answer_never_arrives) {
  expect_log({"later at a1", "timeout", "x at a1", "re x", "nothing"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid machine = *self.start_link<Librarian>({}, log);
               std::string answer = co_await asked(self, machine, "later", 5ms);
               log->add(answer);
               answer = co_await asked(self, machine, "x");
               log->add(answer);
               const Message late = co_await receive(self, 5ms);
               log->add(late ? "something" : "nothing");
               self.unlink(machine);
             });
}

struct Note {
  int number;
};
using runtime::StatemTimeout;
using runtime::StatemTimer;

/// Writes down which kind of event it gets.
class Listener final : public GenStatem<Listener, int> {
 public:
  using Events = Messages<Call<Ask>, Note, std::string, StatemTimeout>;

  explicit Listener(EventLog* log) : GenStatem{0}, log_{log} {}

  Next handle(Context& context, int, Call<Ask>& question) {
    log_->add("call " + question.request.what);
    start_timer(context, {StatemTimer::Kind::generic, 7}, 3ms);
    start_timer(context, {StatemTimer::Kind::state}, 2ms);
    start_timer(context, {StatemTimer::Kind::event}, 1ms);
    context.reply(question.from, std::string{"heard"});
    return keep();
  }
  Next handle(Context&, int, Note& note) {
    log_->add("cast " + std::to_string(note.number));
    next_event(Message::of(std::string{"inserted"}));
    return keep();
  }
  Next handle(Context&, int, std::string& text) {
    log_->add("internal " + text);
    return keep();
  }
  Next handle(Context& context, int, StatemTimeout& timeout) {
    constexpr const char* kinds[]{"state", "event", "generic"};
    log_->add(std::string{kinds[static_cast<int>(timeout.timer.kind)]} + " time-out " +
              std::to_string(timeout.timer.number));
    return timeout.timer.kind == StatemTimer::Kind::generic ? stop(context) : keep();
  }
  Next unexpected(Context&, Message&) {
    log_->add("info");
    return keep();
  }

 private:
  EventLog* log_;
};

TEST(GenStatemCalls, STM_05_each_kind_of_event_reaches_the_callback_with_its_content) {
  expect_log({"cast 1", "internal inserted", "info", "call hello", "event time-out 0",
              "state time-out 0", "generic time-out 7"},
             [](Context self, EventLog* log) -> Task<> {
               const Pid machine = self.spawn<Listener>({}, log);
               self.send(machine, Note{1});
               self.send(machine, Go{});
               Ask ask{"hello"};
               const auto answer = co_await call<std::string>(self, machine, ask);
               const ExitReason reason = co_await end_of(self, machine);
             });
}

}  // namespace
}  // namespace forlopp::test
