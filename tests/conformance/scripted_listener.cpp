#include "tests/conformance/scripted_listener.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Context;
using runtime::ExitReason;
using runtime::HandlerEnd;
using runtime::HandlerNext;
using runtime::Message;

namespace {

/// Notes each callback and then follows the rule for it.
class ScriptedListener final : public runtime::EventHandler {
 public:
  ScriptedListener(const EventPlan& plan, std::string name) : plan_{plan}, name_{std::move(name)} {}

  std::optional<ExitReason> init(Context&, Message&) override { return begin(""); }
  std::optional<ExitReason> init_after(Context&, Message&, runtime::Predecessor& before) override {
    return begin(before.result ? " from " + before.result->get_if<Word>()->text : " from error");
  }
  HandlerNext handle_event(Context& context, const Message& event) override {
    const std::string& content = event.get_if<Word>()->text;
    note("ev", content);
    return follow(context, content);
  }
  HandlerNext handle_call(Context& context, Message& request, Message& answer) override {
    const std::string& content = request.get_if<Word>()->text;
    note("call", content);
    answer = Message::of(Word{"{reply," + name_ + "," + content + "}"});
    return follow(context, content);
  }
  HandlerNext handle_info(Context&, const Message& message) override {
    if (const auto* exit = message.get_if<runtime::Exit>()) {
      note("info", "{EXIT," + plan_.stage->name_of(exit->from) + "," + shown(exit->reason) + "}");
    } else {
      note("info", message.get_if<Word>()->text);
    }
    return {};
  }
  Message terminate(Context&, HandlerEnd& end) override {
    note("term", shown_end(end));
    return Message::of(Word{"{terminated," + name_ + "}"});
  }

 private:
  std::optional<ExitReason> begin(const std::string& origin) {
    const ListenerRule* rule = rule_for("init");
    const std::string verb = rule == nullptr ? "" : rule->ret[0];
    plan_.stage->event("init " + name_ + origin + (verb.empty() ? "" : " " + verb));
    if (verb == "raise") throw std::runtime_error{rule->ret.at(1)};
    if (verb == "error") return reason_of(rule->ret.at(1));
    return {};
  }
  void note(const std::string& what, const std::string& content) {
    plan_.stage->event(what + " " + name_ + " " + content);
  }

  const ListenerRule* rule_for(const std::string& content) const {
    const auto rule = std::ranges::find_if(plan_.rules, [&](const ListenerRule& candidate) {
      return candidate.listener == name_ && candidate.content == content;
    });
    return rule == plan_.rules.end() ? nullptr : &*rule;
  }
  HandlerNext follow(Context& context, const std::string& content) const {
    const ListenerRule* rule = rule_for(content);
    if (rule == nullptr) return {};
    const std::string& verb = rule->ret[0];
    if (verb == "raise") throw std::runtime_error{rule->ret.at(1)};
    if (verb == "bad") context.exit(ExitReason{"bad_return"});
    if (verb == "remove") return {.kind = HandlerNext::Kind::remove};
    return {.kind = HandlerNext::Kind::swap,
            .terminate_argument = Message::of(Word{"swapped"}),
            .successor = conformance::listener(plan_, rule->ret.at(1))};
  }

  static std::string shown_end(HandlerEnd& end) {
    using enum HandlerEnd::Cause;
    switch (end.cause) {
      case deleted:
      case swapped: return end.argument.get_if<Word>()->text;
      case removed: return "remove_handler";
      case failed: return shown_failure(end.reason);
      case orphan: return "{stop," + shown(end.reason) + "}";
      case stop: return "stop";
    }
    return {};
  }

  const EventPlan& plan_;
  std::string name_;
};

}  // namespace

ListenerRule read_listener_rule(const Fields& fields) {
  ListenerRule rule{fields.word("h"), fields.word("content"), fields.phrase("ret")};
  const std::string verb = rule.ret.empty() ? "" : rule.ret[0];
  const bool alone = rule.ret.size() == 1 && (verb == "remove" || verb == "bad");
  const bool pair = rule.ret.size() == 2 && (verb == "raise" || verb == "swap" || verb == "error");
  if (!alone && !pair) fields.complain("unknown 'ret' '" + verb + "'");
  return rule;
}

runtime::EventHandlerSpec listener(const EventPlan& plan, const std::string& name) {
  const auto make = [&plan, name] { return std::make_unique<ScriptedListener>(plan, name); };
  return {name, make};
}

std::string shown_failure(const ExitReason& reason) {
  const bool raised = reason.kind() == ExitReason::Kind::error;
  return raised ? "{error,{EXIT," + shown(reason) + "}}" : "{error," + shown(reason) + "}";
}

}  // namespace forlopp::conformance
