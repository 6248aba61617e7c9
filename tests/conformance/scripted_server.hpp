#pragma once

#include <map>
#include <string>
#include <vector>

#include "runtime/gen_server.hpp"
#include "tests/conformance/machine_play.hpp"

namespace forlopp::conformance {

/// What a server does in one callback.
struct ServerRule {
  std::string on;  ///< Kind of callback.
  std::string content;
  Phrase ret{};
  Phrase then{};
  std::vector<Phrase> first{};  ///< Done before anything else.
};

struct ServerPlan {
  ServerRule init{};
  std::vector<ServerRule> rules{};
};
/// What is wrong is noted by the scenario.
ServerRule read_server_rule(const Fields& fields);

/// Notes each callback and then follows the first rule that fits.
class ScriptedServer final : public runtime::GenServer<ScriptedServer> {
 public:
  struct Word {
    std::string text;
  };
  struct WakeUp {};
  using Calls = runtime::Messages<Ask>;
  using Infos = runtime::Messages<Cast, Info, WakeUp, runtime::Timeout, runtime::Exit>;
  using Continues = runtime::Messages<Word>;
  using State = Word;

  ScriptedServer(Stage& stage, const ServerPlan& plan) : stage_{stage}, plan_{plan} {}

  void init(runtime::Context& context) override;
  bool wants(const runtime::Message& message) const override;
  runtime::NoReply handle_call(runtime::Context&, Ask&, const runtime::From&);
  void handle_info(runtime::Context&, Cast&);
  void handle_info(runtime::Context&, Info&);
  void handle_info(runtime::Context&, WakeUp&);
  void handle_info(runtime::Context&, runtime::Timeout&);
  void handle_info(runtime::Context&, runtime::Exit&);
  void handle_continue(runtime::Context&, Word&);
  void terminate(runtime::Context&, const runtime::ExitReason& reason) override;
  State& state() { return state_; }
  State code_change(const State&, runtime::Message& extra);

 private:
  /// A callback that is under way; it may sleep.
  struct Callback {
    const ServerRule* rule = nullptr;
    runtime::From from{};
  };
  void called_back(runtime::Context& context, const std::string& kind, const std::string& content,
                   const runtime::From& from = {});
  const ServerRule* rule_for(const std::string& kind, const std::string& content) const;
  /// False: it sleeps, and goes on later.
  bool prepare(runtime::Context& context, const ServerRule& rule);
  void finish(runtime::Context& context, const Callback& callback);
  void follow(runtime::Context& context, const Callback& callback);
  void go_on(runtime::Context& context, const Phrase& then);

  Stage& stage_;
  const ServerPlan& plan_;
  State state_{"undefined"};
  std::map<std::string, runtime::From> callers_{};  ///< By what they asked.
  Callback asleep_{};
};

}  // namespace forlopp::conformance
