#include <utility>

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
  const auto plan = std::make_shared<StatemPlan>(read_plan(scenario.fields()));
  stage.keep(plan);
  Machine machine;
  machine.make = [&stage, plan] { return std::make_unique<ScriptedStatem>(stage, *plan); };
  machine.state = &state_of;
  machine.show_start_error = &shown_start_error;
  play_machine(scenario, stage, std::move(machine));
}

}  // namespace forlopp::conformance
