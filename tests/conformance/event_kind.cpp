#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/proc_lib.hpp"
#include "tests/conformance/kinds.hpp"
#include "tests/conformance/scripted_listener.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Context;
using runtime::ExitReason;
using runtime::HandlerAnswer;
using runtime::Message;
using runtime::Pid;
using runtime::Task;

namespace {

/// One step: a verb, and the words that it needs, in the order of its title.
struct EventOp {
  std::string verb;
  std::vector<std::string> words;
  std::string title;
};

EventOp read_op(const Fields& fields) {
  static const std::map<std::string, std::vector<std::string>> verbs{
      {"add", {"h"}},
      {"call", {"h", "content"}},
      {"client", {"client"}},
      {"client_add_sup", {"client", "h"}},
      {"client_exit", {"client", "reason"}},
      {"client_mail", {"client"}},
      {"delete", {"h"}},
      {"info", {"content"}},
      {"notify", {"content"}},
      {"stop", {}},
      {"swap", {"h", "new"}},
      {"sync_notify", {"content"}},
      {"which", {}},
  };
  EventOp op{fields.word("op"), {}, {}};
  op.title = op.verb;
  const auto verb = verbs.find(op.verb);
  if (verb == verbs.end()) {
    fields.complain("unknown op '" + op.verb + "'");
    return op;
  }
  for (const std::string& key : verb->second) {
    op.words.push_back(fields.word(key));
    op.title += " " + op.words.back();
  }
  return op;
}

/// How the answer to a request is shown.
using Show = std::string (*)(const HandlerAnswer& answer);

std::string show_added(const HandlerAnswer& answer) {
  if (!answer.error) return "ok";
  const bool raised = answer.error->kind() == ExitReason::Kind::error;
  return raised ? "exit " + shown(*answer.error) : shown_failure(*answer.error);
}

std::string show_value(const HandlerAnswer& answer) {
  return answer.error ? shown_failure(*answer.error) : answer.value.get_if<Word>()->text;
}

template <class Request>
Task<> ask(Context self, Stage* stage, Request request, Show show) {
  const auto answer = co_await runtime::call<HandlerAnswer>(self, stage->pid_of("mgr"),
                                                            std::move(request), runtime::infinity);
  stage->result("result " + (answer ? show(*answer) : "exit " + shown(answer.error())));
}

// A client, and what it is told.
struct AddSupervised {
  runtime::EventHandlerSpec handler;
};
struct ShowMail {};
struct End {
  ExitReason reason;
};

Task<> show_mail(Context self, Stage* stage) {
  std::vector<std::string> mail;
  for (;;) {
    const Message message =
        co_await runtime::receive_any<runtime::HandlerGone>(self, runtime::Duration::zero());
    if (!message) break;
    const auto* gone = message.get_if<runtime::HandlerGone>();
    mail.push_back(
        fmt::format("{{gen_event_EXIT,{{CALLBACK,{}}},{}}}", gone->id, shown(gone->reason)));
  }
  stage->result(fmt::format("result [{}]", fmt::join(mail, ",")));
}

Task<> live_as_client(Context self, Stage* stage) {
  for (;;) {
    Message message = co_await runtime::receive_any<AddSupervised, ShowMail, End>(self);
    if (auto* add = message.get_if<AddSupervised>()) {
      runtime::AddHandler request{.handler = std::move(add->handler),
                                  .supervised = runtime::Supervised::yes};
      co_await ask(self, stage, std::move(request), &show_added);
    } else if (const auto* end = message.get_if<End>()) {
      self.exit(end->reason);
    } else {
      co_await show_mail(self, stage);
    }
  }
}

/// Plays the steps of one scenario.
class EventPlay {
 public:
  EventPlay(Stage& stage, const EventPlan& plan) : stage_{stage}, plan_{plan} {
    stage_.on_end = [this](Pid pid, const ExitReason& reason) {
      const std::string name = stage_.name_of(pid);
      if (!name.empty()) stage_.event("exit " + name + " " + shown(reason));
    };
    stage_.name(stage_.node().spawn({.label = {"manager"}}, runtime::event_manager()), "mgr");
  }

  void play(const std::vector<EventOp>& ops) {
    for (const EventOp& op : ops) {
      stage_.begin_block(op.title);
      carry_out(op);
      stage_.settle();
    }
  }

 private:
  using Words = std::vector<std::string>;
  using Act = void (EventPlay::*)(const Words& words);

  void carry_out(const EventOp& op) {
    static const std::map<std::string, Act> acts{{"add", &EventPlay::add},
                                                 {"call", &EventPlay::call},
                                                 {"client", &EventPlay::client},
                                                 {"client_add_sup", &EventPlay::client_add_sup},
                                                 {"client_exit", &EventPlay::client_exit},
                                                 {"client_mail", &EventPlay::client_mail},
                                                 {"delete", &EventPlay::remove},
                                                 {"info", &EventPlay::info},
                                                 {"notify", &EventPlay::notify},
                                                 {"stop", &EventPlay::stop},
                                                 {"swap", &EventPlay::swap},
                                                 {"sync_notify", &EventPlay::sync_notify},
                                                 {"which", &EventPlay::which}};
    (this->*acts.at(op.verb))(op.words);
  }

  Pid manager() const { return stage_.pid_of("mgr"); }
  template <class... Parameters, class... Args>
  void spawn(Task<> (*story)(Context, Stage*, Parameters...), Args&&... args) {
    stage_.node().spawn({.label = {"driver"}},
                        runtime::script(story, &stage_, std::forward<Args>(args)...));
  }
  template <class Request>
  void request(Request request, Show show) {
    spawn(&ask<Request>, std::move(request), show);
  }

  void add(const Words& words) {
    request(runtime::AddHandler{.handler = listener(plan_, words[0])}, &show_added);
  }
  void remove(const Words& words) {
    request(runtime::DeleteHandler{words[0], Message::of(Word{"del_arg"})}, &show_value);
  }
  void swap(const Words& words) {
    request(runtime::SwapHandler{.id = words[0],
                                 .terminate_argument = Message::of(Word{"swap_arg"}),
                                 .successor = listener(plan_, words[1])},
            &show_added);
  }
  void call(const Words& words) {
    request(runtime::CallHandler{words[0], Message::of(Word{words[1]})}, &show_value);
  }
  void notify(const Words& words) {
    stage_.node().send(manager(), runtime::Notify{Message::of(Word{words[0]})});
    stage_.result("result ok");
  }
  void sync_notify(const Words& words) {
    request(runtime::SyncNotify{Message::of(Word{words[0]})}, &show_added);
  }
  void info(const Words& words) { stage_.node().send(manager(), Word{words[0]}); }

  void which(const Words&) {
    const auto story = +[](Context self, Stage* stage) -> Task<> {
      const runtime::WhichHandlers which;
      using Ids = std::vector<runtime::EventHandlerId>;
      const auto ids = co_await runtime::call<Ids>(self, stage->pid_of("mgr"), which);
      stage->result(fmt::format("result [{}]", fmt::join(*ids, ",")));
    };
    spawn(story);
  }
  void stop(const Words&) {
    const auto story = +[](Context self, Stage* stage) -> Task<> {
      const auto stopped = co_await runtime::proc_lib::stop(self, stage->pid_of("mgr"));
      stage->result(stopped ? "result ok" : "result exit " + shown(stopped.error()));
    };
    spawn(story);
  }

  void client(const Words& words) {
    const Pid pid =
        stage_.node().spawn({.label = {"client"}}, runtime::script(&live_as_client, &stage_));
    stage_.name(pid, words[0]);
  }
  void client_add_sup(const Words& words) {
    stage_.node().send(stage_.pid_of(words[0]), AddSupervised{listener(plan_, words[1])});
  }
  void client_exit(const Words& words) {
    stage_.node().send(stage_.pid_of(words[0]), End{reason_of(words[1])});
  }
  void client_mail(const Words& words) { stage_.node().send(stage_.pid_of(words[0]), ShowMail{}); }

  Stage& stage_;
  const EventPlan& plan_;
};

}  // namespace

void play_event(const Scenario& scenario, Stage& stage) {
  const auto plan = std::make_shared<EventPlan>(EventPlan{.stage = &stage});
  for (const Fields& rule : scenario.fields().objects("rules", "rule")) {
    plan->rules.push_back(read_listener_rule(rule));
  }
  std::vector<EventOp> ops;
  for (const Fields& step : scenario.steps()) ops.push_back(read_op(step));
  if (scenario.complaint()) return;
  stage.keep(plan);
  const auto play = std::make_shared<EventPlay>(stage, *plan);
  stage.keep(play);
  play->play(ops);
}

}  // namespace forlopp::conformance
