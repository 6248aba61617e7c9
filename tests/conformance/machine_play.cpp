#include "tests/conformance/machine_play.hpp"

#include <chrono>
#include <map>
#include <utility>

#include "runtime/proc_lib.hpp"
#include "runtime/sys.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::Duration;
using runtime::Exit;
using runtime::ExitReason;
using runtime::Message;
using runtime::Pid;
using runtime::Task;
namespace proc_lib = runtime::proc_lib;
namespace sys = runtime::sys;

namespace {

/// How long a client that has given up watches for a late answer.
constexpr Duration watch = 150ms;

// What the parent is told.
struct Start {};
struct StartAgain {};
struct EndMachine {
  ExitReason reason;
};

}  // namespace

MachinePlay::MachinePlay(Stage& stage, Machine machine)
    : stage_{stage}, machine_{std::move(machine)} {
  stage_.on_end = [this](Pid pid, const ExitReason& reason) {
    const std::string name = stage_.name_of(pid);
    if (!name.empty()) stage_.event("exit " + name + " " + shown(reason));
  };
  parent_ = stage_.node().spawn({.label = {"parent"}}, runtime::script(&live_as_parent, this));
}

void MachinePlay::play(const std::vector<MachineOp>& ops) {
  start();
  for (const MachineOp& op : ops) {
    stage_.begin_block(op.title);
    carry_out(op);
    stage_.settle();
    print_calls();
  }
}

void MachinePlay::start() {
  stage_.begin_block("start");
  stage_.node().send(parent_, Start{});
  stage_.settle_until([this] {
    const std::scoped_lock lock{mutex_};
    return started_;
  });
}

void MachinePlay::carry_out(const MachineOp& op) {
  static const std::map<std::string, Act> acts{{"batch", &MachinePlay::batch},
                                               {"call", &MachinePlay::call},
                                               {"call_self", &MachinePlay::call_self},
                                               {"cast", &MachinePlay::cast},
                                               {"code_change", &MachinePlay::code_change},
                                               {"get_state", &MachinePlay::get_state},
                                               {"info", &MachinePlay::info},
                                               {"parent_exit", &MachinePlay::parent_exit},
                                               {"resume", &MachinePlay::resume},
                                               {"signal", &MachinePlay::signal},
                                               {"start_again", &MachinePlay::start_again},
                                               {"stop", &MachinePlay::stop},
                                               {"suspend", &MachinePlay::suspend},
                                               {"wait", &MachinePlay::wait}};
  (this->*acts.at(op.verb))(op);
}

// The parent.

Task<> MachinePlay::live_as_parent(Context self, MachinePlay* play) {
  Stage& stage = play->stage_;
  const Machine& machine = play->machine_;
  self.trap_exit();
  const runtime::SpawnOptions options{
      .label = {"m"},
      .trap_exit = machine.trap_exit,
      .name = machine.name.empty() ? runtime::Name{} : runtime::Name{machine.name}};
  for (;;) {
    const Message message = co_await receive(self);
    if (message.is<Start>()) {
      const auto start =
          co_await proc_lib::start_link(self, options, machine.make(), machine.init_timeout);
      stage.result(!start       ? "result error " + machine.show_start_error(start.error())
                   : start->pid ? "result ok"
                                : "result ignore");
      const std::scoped_lock lock{play->mutex_};
      play->started_ = true;
    } else if (message.is<StartAgain>()) {
      const auto start = co_await proc_lib::start_link(self, options, machine.make());
      const std::string holder = stage.name_of(self.whereis(options.name));
      stage.result(start ? "result ok"
                         : "result error {" + shown(start.error()) + "," + holder + "}");
    } else if (const auto* end = message.get_if<EndMachine>()) {
      self.exit_signal(play->machine(), end->reason);
    } else if (const auto* exit = message.get_if<Exit>()) {
      const std::string name = stage.name_of(exit->from);
      if (!name.empty()) stage.event("parent got EXIT " + name + " " + shown(exit->reason));
    }
  }
}

void MachinePlay::start_again(const MachineOp&) {
  stage_.node().send(parent_, StartAgain{});
}

void MachinePlay::parent_exit(const MachineOp& op) {
  stage_.node().send(parent_, EndMachine{reason_of(op.reason)});
}

// Messages.

void MachinePlay::cast(const MachineOp& op) {
  stage_.node().send(machine(), Cast{op.content});
}

void MachinePlay::info(const MachineOp& op) {
  stage_.node().send(machine(), Info{op.content});
}

void MachinePlay::signal(const MachineOp& op) {
  const auto story = +[](Context self, MachinePlay* play, ExitReason reason) -> Task<> {
    play->stage_.name(self.self(), "driver");
    self.exit_signal(play->machine(), std::move(reason));
    co_await sleep(self, runtime::infinity);
  };
  spawn(story, this, reason_of(op.reason));
}

void MachinePlay::batch(const MachineOp& op) {
  sys::suspend(stage_.node(), machine());
  stage_.settle();
  for (const MachineOp& inner : op.inner) {
    carry_out(inner);
    stage_.settle();
  }
  sys::resume(stage_.node(), machine());
}

void MachinePlay::wait(const MachineOp& op) {
  stage_.wait(op.time);
}

// Calls.

void MachinePlay::call(const MachineOp& op) {
  std::size_t number = 0;
  {
    const std::scoped_lock lock{mutex_};
    number = calls_.size();
    calls_.push_back({op.content});
  }
  spawn(&live_as_client, this, number, op.time);
}

Task<> MachinePlay::live_as_client(Context self, MachinePlay* play, std::size_t number,
                                   Duration timeout) {
  Ask ask;
  {
    const std::scoped_lock lock{play->mutex_};
    ask.content = play->calls_.at(number).content;
  }
  const auto answer = co_await runtime::call<std::string>(self, play->machine(), ask, timeout);
  std::string outcome = answer ? *answer : "exit " + shown(answer.error());
  if (outcome == "exit timeout") {
    const Message late = co_await receive(self, watch);
    outcome += late ? " late_reply" : " no_late_reply";
  }
  play->close(number, std::move(outcome));
}

void MachinePlay::close(std::size_t number, std::string outcome) {
  const std::scoped_lock lock{mutex_};
  calls_.at(number).outcome = std::move(outcome);
}

void MachinePlay::print_calls() {
  const std::scoped_lock lock{mutex_};
  for (Made& made : calls_) {
    if (made.outcome.empty()) continue;
    stage_.result("call " + made.content + " -> " + made.outcome);
    made.outcome.clear();
  }
}

void MachinePlay::call_self(const MachineOp&) {
  const auto story = +[](Context self, MachinePlay* play) -> Task<> {
    const Ask ask{"x"};
    const auto answer = co_await runtime::call<std::string>(self, self.self(), ask);
    play->stage_.result("result " + shown(answer.error()));
  };
  spawn(story, this);
}

// System messages.

void MachinePlay::suspend(const MachineOp&) {
  sys::suspend(stage_.node(), machine());
}

void MachinePlay::resume(const MachineOp&) {
  sys::resume(stage_.node(), machine());
}

void MachinePlay::get_state(const MachineOp&) {
  const auto story = +[](Context self, MachinePlay* play) -> Task<> {
    const std::string state = co_await play->machine_.state(self, play->machine());
    play->stage_.result("state " + state);
  };
  spawn(story, this);
}

void MachinePlay::code_change(const MachineOp& op) {
  const auto story = +[](Context self, MachinePlay* play, std::string content) -> Task<> {
    const Pid machine = play->machine();
    auto done = co_await sys::suspend(self, machine);
    Message extra = Message::of(std::move(content));
    done = co_await sys::change_code(self, machine, std::move(extra));
    play->stage_.result(done ? "result ok" : "result error " + shown(done.error()));
    done = co_await sys::resume(self, machine);
  };
  spawn(story, this, op.content);
}

void MachinePlay::stop(const MachineOp& op) {
  const auto story = +[](Context self, MachinePlay* play, ExitReason reason) -> Task<> {
    const auto stopped = co_await proc_lib::stop(self, play->machine(), std::move(reason));
    play->stage_.result(stopped ? "result ok" : "result exit " + shown(stopped.error()));
  };
  spawn(story, this, reason_of(op.reason));
}

void play_machine(const Scenario& scenario, Stage& stage, Machine machine) {
  const Fields fields = scenario.fields();
  const std::vector<MachineOp> ops = read_machine_ops(scenario.steps());
  machine.name = fields.word_or("name", "");
  machine.trap_exit = fields.is_set("trap");
  if (fields.has("init_timeout")) {
    machine.init_timeout = std::chrono::milliseconds{fields.number("init_timeout")};
  }
  if (scenario.complaint()) return;
  const auto play = std::make_shared<MachinePlay>(stage, std::move(machine));
  stage.keep(play);
  play->play(ops);
}

}  // namespace forlopp::conformance
