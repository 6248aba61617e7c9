#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/gen_statem.hpp"
#include "tests/conformance/machine_play.hpp"

namespace forlopp::conformance {

/// What a state machine does with one event, or in one enter call.
struct StatemRule {
  std::string state;
  std::string type;  ///< Of the event.
  std::string content;
  Phrase next{};
  std::vector<Phrase> actions{};
  std::int64_t times = -1;  ///< How often it applies; negative: always.
  std::int64_t sleep = 0;   ///< Milliseconds for which the callback blocks.
};
/// Also of `init`. What is wrong is noted by the scenario.
std::vector<Phrase> read_actions(const Fields& fields);
StatemRule read_statem_rule(const Fields& fields);

struct StatemPlan {
  std::string state{};  ///< The first one.
  Phrase init{};        ///< What `init` returns if it does not start the machine.
  std::vector<Phrase> actions{};
  std::vector<StatemRule> rules{};
  bool enters = false;
};

/// Notes each callback and then follows the first rule that fits.
class ScriptedStatem final : public runtime::GenStatem<ScriptedStatem, std::string> {
 public:
  struct Internal {
    std::string content;
  };
  struct WakeUp {};
  using Events = runtime::Messages<Cast, Info, Internal, runtime::Call<Ask>, runtime::StatemTimeout,
                                   runtime::Exit, WakeUp>;

  ScriptedStatem(Stage& stage, const StatemPlan& plan)
      : GenStatem{plan.state}, stage_{stage}, plan_{plan}, rules_{plan.rules} {}

  bool wants(const runtime::Message& message) const override;
  Next handle(runtime::Context&, const std::string& now, Cast&);
  Next handle(runtime::Context&, const std::string& now, Info&);
  Next handle(runtime::Context&, const std::string& now, Internal&);
  Next handle(runtime::Context&, const std::string& now, runtime::Call<Ask>&);
  Next handle(runtime::Context&, const std::string& now, runtime::StatemTimeout&);
  Next handle(runtime::Context&, const std::string& now, runtime::Exit&);
  Next handle(runtime::Context&, const std::string& now, WakeUp&);
  void terminate(runtime::Context&, const runtime::ExitReason& reason) override;
  std::string code_change(const std::string& old, runtime::Message& extra);

 protected:
  void begin(runtime::Context& context) override;
  void enter_state(runtime::Context& context) override;

 private:
  Next called_back(runtime::Context& context, const std::string& type, const std::string& content,
                   const runtime::From& from = {});
  StatemRule* rule_for(const std::string& type, const std::string& content);
  Next follow(runtime::Context& context, const StatemRule& rule, const runtime::From& from);
  Next go_to(runtime::Context& context, const Phrase& next);
  void act(runtime::Context& context, const Phrase& action, const runtime::From& from);
  void set_timer(runtime::Context& context, runtime::StatemTimer timer, const Phrase& action,
                 std::size_t at);
  runtime::StatemTimer generic(const std::string& name);

  Stage& stage_;
  const StatemPlan& plan_;
  std::vector<StatemRule> rules_;
  std::vector<std::string> generic_names_{};
  std::map<std::string, runtime::From> callers_{};  ///< By what they asked.
  const StatemRule* asleep_ = nullptr;
  runtime::From asleep_for_{};
};

}  // namespace forlopp::conformance
