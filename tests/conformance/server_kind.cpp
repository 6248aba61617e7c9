#include <utility>

#include "runtime/sys.hpp"
#include "tests/conformance/kinds.hpp"
#include "tests/conformance/machine_play.hpp"
#include "tests/conformance/scripted_server.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {
namespace {

ServerPlan read_plan(const Fields& fields) {
  ServerPlan plan;
  if (fields.has("init")) {
    if (const auto init = fields.object("init")) plan.init = read_server_rule(*init);
  }
  for (const Fields& rule : fields.objects("rules", "rule")) {
    rule.word("on");
    plan.rules.push_back(read_server_rule(rule));
  }
  return plan;
}

runtime::Task<std::string> state_of(runtime::Context self, runtime::Pid server) {
  const auto state = co_await runtime::sys::get_state<ScriptedServer::State>(self, server);
  co_return state ? state->text : shown(state.error());
}

}  // namespace

void play_server(const Scenario& scenario, Stage& stage) {
  const auto plan = std::make_shared<ServerPlan>(read_plan(scenario.fields()));
  stage.keep(plan);
  Machine machine;
  machine.make = [&stage, plan] { return std::make_unique<ScriptedServer>(stage, *plan); };
  machine.state = &state_of;
  machine.show_start_error = &shown;
  play_machine(scenario, stage, std::move(machine));
}

}  // namespace forlopp::conformance
