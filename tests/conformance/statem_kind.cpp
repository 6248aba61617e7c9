#include "runtime/sys.hpp"
#include "tests/conformance/kinds.hpp"
#include "tests/conformance/machine_play.hpp"
#include "tests/conformance/scripted_statem.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {
namespace {

using runtime::ExitReason;

StatemPlan read_plan(const Fields& fields) {
  StatemPlan plan;
  plan.enters = fields.is_set("state_enter");
  for (const Fields& rule : fields.objects("rules", "rule")) {
    plan.rules.push_back(read_statem_rule(rule));
  }
  const auto init = fields.object("init");
  if (!init) return plan;
  plan.init = init->phrase("ret");
  plan.actions = read_actions(*init);
  if (plan.init.empty()) plan.state = init->word("state");
  return plan;
}

runtime::Task<std::string> state_of(runtime::Context self, runtime::Pid machine) {
  using Status = runtime::StatemStatus<std::string, std::monostate>;
  const auto status = co_await runtime::sys::get_state<Status>(self, machine);
  co_return status ? status->state : shown(status.error());
}

/// Of a start that raised, a state machine's starter gets the reason without the stack.
std::string shown_start_error(const ExitReason& reason) {
  return reason.kind() == ExitReason::Kind::error ? std::string{reason.detail()} : shown(reason);
}

}  // namespace

void play_statem(const Scenario& scenario, Stage& stage) {
  const Fields fields = scenario.fields();
  const auto plan = std::make_shared<StatemPlan>(read_plan(fields));
  const std::vector<MachineOp> ops = read_machine_ops(scenario.steps());
  Machine machine{.make = [&stage, plan] { return std::make_unique<ScriptedStatem>(stage, *plan); },
                  .state = &state_of,
                  .show_start_error = &shown_start_error,
                  .name = fields.word_or("name", ""),
                  .trap_exit = fields.is_set("trap")};
  if (scenario.complaint()) return;
  stage.keep(plan);
  const auto play = std::make_shared<MachinePlay>(stage, std::move(machine));
  stage.keep(play);
  play->play(ops);
}

}  // namespace forlopp::conformance
