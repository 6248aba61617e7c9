#include "tests/conformance/scripted_statem.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "runtime/proc_lib.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Call;
using runtime::Context;
using runtime::Exit;
using runtime::ExitReason;
using runtime::From;
using runtime::Message;
using runtime::StatemTimeout;
using runtime::StatemTimer;
using std::chrono::milliseconds;

namespace {

constexpr StatemTimer state_timer{StatemTimer::Kind::state, 0};
constexpr StatemTimer event_timer{StatemTimer::Kind::event, 0};

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// `word 5 x`, `word infinity x`, `word cancel` or `word update x`, from that word on.
bool is_timer_action(const Phrase& action, std::size_t at) {
  if (action.size() == at + 1) return action[at] == "cancel";
  if (action.size() != at + 2) return false;
  return is_number(action[at]) || action[at] == "infinity" || action[at] == "update";
}

bool is_known(const Phrase& action) {
  const std::string& verb = action[0];
  if (verb == "postpone" || verb == "hibernate") return action.size() == 1;
  if (verb == "reply") return action.size() == 2;
  if (verb == "reply_saved") return action.size() == 3;
  if (verb == "state_timeout" || verb == "timeout") return is_timer_action(action, 1);
  if (verb == "generic") return is_timer_action(action, 2);
  return verb == "next_event" && action.size() == 3 &&
         (action[1] == "internal" || action[1] == "cast" || action[1] == "info");
}

/// A state machine's end is told without the call stack.
std::string without_stack(const ExitReason& reason) {
  return reason.kind() == ExitReason::Kind::error ? std::string{reason.detail()} : shown(reason);
}

}  // namespace

std::vector<Phrase> read_actions(const Fields& fields) {
  std::vector<Phrase> actions = fields.phrases("actions");
  for (const Phrase& action : actions) {
    if (!is_known(action)) fields.complain("what is action '" + action[0] + "'?");
  }
  return actions;
}

StatemRule read_statem_rule(const Fields& fields) {
  StatemRule rule{.state = fields.word("state"),
                  .type = fields.word("type"),
                  .content = fields.word("content"),
                  .next = fields.phrase("next"),
                  .actions = read_actions(fields),
                  .times = fields.number_or("times", -1),
                  .sleep = fields.number_or("sleep", 0)};
  static constexpr std::array verbs{"stop", "stop_and_reply", "raise", "throw"};
  const std::size_t size = rule.next.size();
  if (size == 0) fields.complain("'next' is missing");
  if (size > 2 || (size == 2 && std::ranges::count(verbs, rule.next[0]) == 0)) {
    fields.complain("unknown 'next' '" + rule.next[0] + "'");
  }
  return rule;
}

// Callbacks.

void ScriptedStatem::begin(Context& context) {
  stage_.name(context.self(), "m");
  stage_.event("init");
  const std::string verb = plan_.init.empty() ? "" : plan_.init[0];
  if (verb == "raise") throw std::runtime_error{plan_.init.at(1)};
  if (verb == "stop") context.exit(reason_of(plan_.init.at(1)));
  if (verb == "ignore") {
    runtime::proc_lib::init_ignore(context);
    return stop_machine(context, {});
  }
  for (const Phrase& action : plan_.actions) act(context, action, {});
  runtime::proc_lib::init_ack(context);
}

bool ScriptedStatem::wants(const Message& message) const {
  return asleep_ == nullptr || message.is<WakeUp>();
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&, Cast& cast) {
  return called_back(context, "cast", cast.content);
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&, Info& info) {
  return called_back(context, "info", info.content);
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&,
                                            Internal& internal) {
  return called_back(context, "internal", internal.content);
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&, Call<Ask>& call) {
  callers_[call.request.content] = call.from;
  return called_back(context, "call", call.request.content, call.from);
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&,
                                            StatemTimeout& timeout) {
  const std::string content = *timeout.content.get_if<std::string>();
  if (timeout.timer == state_timer) return called_back(context, "state_timeout", content);
  if (timeout.timer == event_timer) return called_back(context, "timeout", content);
  return called_back(context, "timeout:" + generic_names_.at(timeout.timer.number), content);
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&, Exit& exit) {
  return called_back(context, "info",
                     fmt::format("{{EXIT,{},{}}}", stage_.name_of(exit.from), shown(exit.reason)));
}

ScriptedStatem::Next ScriptedStatem::handle(Context& context, const std::string&, WakeUp&) {
  const From from = std::exchange(asleep_for_, {});
  return follow(context, *std::exchange(asleep_, nullptr), from);
}

void ScriptedStatem::enter_state(Context& context) {
  if (!plan_.enters) return;
  const Next next = called_back(context, "enter", previous_state());
  if (next.step == Step::repeat) repeat_enter();
  if (next.step != Step::changed) return;
  throw std::runtime_error{fmt::format(
      "{{bad_state_enter_return_from_state_function,{{next_state,{},DATA,[]}}}}", next.state)};
}

void ScriptedStatem::terminate(Context&, const ExitReason& reason) {
  stage_.event(fmt::format("terminate {} {}", state(), without_stack(reason)));
}

std::string ScriptedStatem::code_change(const std::string& old, Message& extra) {
  std::string renamed = *extra.get_if<std::string>();
  stage_.event(fmt::format("code_change {} {}", old, renamed));
  return renamed;
}

// Rules.

ScriptedStatem::Next ScriptedStatem::called_back(Context& context, const std::string& type,
                                                 const std::string& content, const From& from) {
  stage_.event(fmt::format("cb {} {} {}", state(), type, content));
  StatemRule* rule = rule_for(type, content);
  if (rule == nullptr) {
    if (from.pid) context.reply(from, std::string{"unhandled"});
    return keep();
  }
  if (rule->times > 0) --rule->times;
  if (rule->sleep == 0) return follow(context, *rule, from);
  context.send_after(milliseconds{rule->sleep}, context.self(), WakeUp{});
  asleep_ = rule;
  asleep_for_ = from;
  return keep();
}

StatemRule* ScriptedStatem::rule_for(const std::string& type, const std::string& content) {
  const auto fits = [](const std::string& pattern, const std::string& text) {
    return pattern == "*" || pattern == text;
  };
  const auto rule = std::ranges::find_if(rules_, [&](const StatemRule& candidate) {
    return candidate.times != 0 && fits(candidate.state, state()) && fits(candidate.type, type) &&
           fits(candidate.content, content);
  });
  return rule == rules_.end() ? nullptr : &*rule;
}

ScriptedStatem::Next ScriptedStatem::follow(Context& context, const StatemRule& rule,
                                            const From& from) {
  for (const Phrase& action : rule.actions) act(context, action, from);
  return go_to(context, rule.next);
}

/// A thrown value is its callback's return here: C++ has no other use for that.
ScriptedStatem::Next ScriptedStatem::go_to(Context& context, const Phrase& next) {
  const std::string& verb = next[0];
  if (verb == "raise") throw std::runtime_error{next[1]};
  if (verb == "bad") {
    throw std::runtime_error{"{bad_return_from_state_function,bad_return}"};
  }
  if (verb == "stop" || verb == "stop_and_reply") return stop(context, reason_of(next[1]));
  if (verb == "keep") return keep();
  if (verb == "repeat") return repeat();
  return go(verb == "throw" ? next[1] : verb);
}

void ScriptedStatem::act(Context& context, const Phrase& action, const From& from) {
  const std::string& verb = action[0];
  if (verb == "postpone") postpone();
  if (verb == "hibernate") context.hibernate();
  if (verb == "reply") context.reply(from, action[1]);
  if (verb == "reply_saved") context.reply(callers_[action[1]], action[2]);
  if (verb == "state_timeout") set_timer(context, state_timer, action, 1);
  if (verb == "timeout") set_timer(context, event_timer, action, 1);
  if (verb == "generic") set_timer(context, generic(action[1]), action, 2);
  if (verb != "next_event") return;
  if (action[1] == "internal") next_event(Message::of(Internal{action[2]}));
  if (action[1] == "cast") next_event(Message::of(Cast{action[2]}));
  if (action[1] == "info") next_event(Message::of(Info{action[2]}));
}

void ScriptedStatem::set_timer(Context& context, StatemTimer timer, const Phrase& action,
                               std::size_t at) {
  if (action[at] == "cancel") return cancel_timer(context, timer);
  Message content = Message::of(action[at + 1]);
  if (action[at] == "update") return update_timer(context, timer, std::move(content));
  const runtime::Duration time = action[at] == "infinity"
                                     ? runtime::infinity
                                     : runtime::Duration{milliseconds{std::stoll(action[at])}};
  start_timer(context, timer, time, std::move(content));
}

StatemTimer ScriptedStatem::generic(const std::string& name) {
  const auto known = std::ranges::find(generic_names_, name);
  const auto number = static_cast<std::uint32_t>(known - generic_names_.begin());
  if (known == generic_names_.end()) generic_names_.push_back(name);
  return {StatemTimer::Kind::generic, number};
}

}  // namespace forlopp::conformance
