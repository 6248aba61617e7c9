#include <memory>

#include "tests/conformance/kinds.hpp"
#include "tests/conformance/process_steps.hpp"
#include "tests/conformance/puppet.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::ExitReason;
using runtime::Pid;

namespace {

/// Has the steps of one scenario carried out.
class Run {
 public:
  explicit Run(Stage& stage) : stage_{stage}, troupe_{stage} {
    stage.on_end = [this](Pid pid, const ExitReason& reason) {
      const std::string name = stage_.name_of(pid);
      if (!name.empty()) stage_.event("exit " + name + " " + shown(reason));
    };
  }

  void play(const std::vector<ProcessStep>& steps) {
    for (const ProcessStep& step : steps) {
      stage_.begin_block(step.title, step.order);
      if (!carry_out(step)) return;
    }
  }

 private:
  /// False if it makes no sense to go on.
  bool carry_out(const ProcessStep& step) {
    if (step.command.verb == "wait") {
      stage_.wait(step.command.time);
      return true;
    }
    if (step.process.empty()) {
      spawn(step.command.name);
      return true;
    }
    return command(step);
  }

  void spawn(const std::string& name) {
    const Pid pid =
        stage_.node().spawn({.label = {"puppet"}}, runtime::script(&puppet, &troupe_, name));
    stage_.name(pid, name);
    stage_.settle();
  }

  bool command(const ProcessStep& step) {
    if (!exist(step)) return false;
    const Pid pid = stage_.pid_of(step.process);
    if (!stage_.node().is_alive(pid)) {
      stage_.result("result noproc");
      return true;
    }
    if (!step.command.posted) troupe_.expect_answer();
    stage_.node().send(pid, step.command);
    const auto is_done = [&] { return troupe_.is_answered() || !stage_.node().is_alive(pid); };
    const bool done = stage_.settle_until(is_done);
    troupe_.give_up();
    if (!done) step.fields.complain("'" + step.process + "' waits for ever");
    return done;
  }

  /// Whether all processes and references that it names have been there.
  bool exist(const ProcessStep& step) {
    std::vector<std::string> named = step.command.to;
    named.push_back(step.process);
    for (const std::string& name : named) {
      if (name.find(':') == std::string::npos && !stage_.pid_of(name)) {
        step.fields.complain("there is no process '" + name + "'");
        return false;
      }
    }
    const std::string& ref = step.command.ref;
    if (ref.empty() || troupe_.ref(ref).ref) return true;
    step.fields.complain("there is no reference '" + ref + "'");
    return false;
  }

  Stage& stage_;
  Troupe troupe_;
};

}  // namespace

void play_process(const Scenario& scenario, Stage& stage) {
  const std::vector<ProcessStep> steps = read_process_steps(scenario.steps());
  if (scenario.complaint()) return;
  const auto run = std::make_shared<Run>(stage);
  stage.keep(run);
  run->play(steps);
}

}  // namespace forlopp::conformance
