#include "tests/conformance/scripted_server.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "runtime/proc_lib.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Context;
using runtime::Exit;
using runtime::ExitReason;
using runtime::From;
using runtime::Message;
using std::chrono::milliseconds;

namespace {

bool is_one_of(std::string_view verb, auto... verbs) {
  return ((verb == verbs) || ...);
}

void check_ret(const Fields& fields, const Phrase& ret) {
  if (ret.empty()) return;
  const bool alone = is_one_of(ret[0], "noreply", "bad", "ignore");
  const bool known =
      alone || is_one_of(ret[0], "reply", "throw_reply", "stop", "raise", "exit", "hang");
  if (!known) fields.complain("unknown 'ret' '" + ret[0] + "'");
  if (!alone && ret.size() < 2) fields.complain("'ret' '" + ret[0] + "' of what?");
}

void check_first(const Fields& fields, const Phrase& first) {
  const bool known = is_one_of(first[0], "cast_self", "send_self", "sleep", "reply_saved");
  const std::size_t size = first[0] == "reply_saved" ? 3 : 2;
  if (!known || first.size() != size) fields.complain("what is 'do' '" + first[0] + "'?");
}

milliseconds time_in(const std::string& text) {
  return milliseconds{std::stoll(text)};
}

}  // namespace

ServerRule read_server_rule(const Fields& fields) {
  ServerRule rule{.on = fields.word_or("on", ""),
                  .content = fields.word_or("content", "*"),
                  .ret = fields.phrase("ret"),
                  .then = fields.phrase("then"),
                  .first = fields.phrases("do")};
  check_ret(fields, rule.ret);
  for (const Phrase& first : rule.first) check_first(fields, first);
  return rule;
}

void ScriptedServer::init(Context& context) {
  stage_.name(context.self(), "m");
  stage_.event("init");
  prepare(context, plan_.init);
  const Phrase& ret = plan_.init.ret;
  const std::string verb = ret.empty() ? "" : ret[0];
  if (verb == "hang") {
    asleep_.rule = &plan_.init;
    context.send_after(time_in(ret[1]), context.self(), WakeUp{});
  } else if (verb == "ignore") {
    runtime::proc_lib::init_ignore(context);
    context.stop();
  } else {
    if (verb == "stop") context.exit(reason_of(ret[1]));
    if (!verb.empty()) follow(context, {&plan_.init});
    go_on(context, plan_.init.then);
    runtime::proc_lib::init_ack(context);
  }
}

bool ScriptedServer::wants(const Message& message) const {
  return asleep_.rule == nullptr || message.is<WakeUp>();
}

runtime::NoReply ScriptedServer::handle_call(Context& context, Ask& ask, const From& from) {
  callers_[ask.content] = from;
  called_back(context, "call", ask.content, from);
  return {};
}

void ScriptedServer::handle_info(Context& context, Cast& cast) {
  called_back(context, "cast", cast.content);
}

void ScriptedServer::handle_info(Context& context, Info& info) {
  called_back(context, "info", info.content);
}

void ScriptedServer::handle_info(Context& context, runtime::Timeout&) {
  called_back(context, "timeout", "timeout");
}

void ScriptedServer::handle_info(Context& context, Exit& exit) {
  called_back(context, "info",
              "{EXIT," + stage_.name_of(exit.from) + "," + shown(exit.reason) + "}");
}

void ScriptedServer::handle_continue(Context& context, Word& word) {
  called_back(context, "continue", word.text);
}

void ScriptedServer::handle_info(Context& context, WakeUp&) {
  const Callback callback = std::exchange(asleep_, {});
  if (callback.rule != &plan_.init) finish(context, callback);
}

void ScriptedServer::terminate(Context& context, const ExitReason& reason) {
  stage_.event("terminate " + shown(reason));
  if (const ServerRule* rule = rule_for("terminate", shown(reason))) follow(context, {rule});
}

ScriptedServer::State ScriptedServer::code_change(const State&, Message& extra) {
  const std::string version = *extra.get_if<std::string>();
  stage_.event("code_change " + version);
  return {version};
}

void ScriptedServer::called_back(Context& context, const std::string& kind,
                                 const std::string& content, const From& from) {
  stage_.event("cb " + kind + " " + content);
  const ServerRule* rule = rule_for(kind, content);
  if (rule == nullptr) {
    if (from.pid) context.reply(from, std::string{"unhandled"});
    return;
  }
  if (prepare(context, *rule)) {
    finish(context, {rule, from});
  } else {
    asleep_ = {rule, from};
  }
}

const ServerRule* ScriptedServer::rule_for(const std::string& kind,
                                           const std::string& content) const {
  const auto rule = std::ranges::find_if(plan_.rules, [&](const ServerRule& candidate) {
    return candidate.on == kind && (candidate.content == "*" || candidate.content == content);
  });
  return rule == plan_.rules.end() ? nullptr : &*rule;
}

bool ScriptedServer::prepare(Context& context, const ServerRule& rule) {
  bool awake = true;
  for (const Phrase& first : rule.first) {
    if (first[0] == "cast_self") context.send(context.self(), Cast{first[1]});
    if (first[0] == "send_self") context.send(context.self(), Info{first[1]});
    if (first[0] == "reply_saved") context.reply(callers_[first[1]], first[2]);
    if (first[0] != "sleep") continue;
    context.send_after(time_in(first[1]), context.self(), WakeUp{});
    awake = false;
  }
  return awake;
}

void ScriptedServer::finish(Context& context, const Callback& callback) {
  if (!callback.rule->ret.empty()) follow(context, callback);
  go_on(context, callback.rule->then);
}

/// A thrown value is its callback's return here: C++ has no other use for that.
void ScriptedServer::follow(Context& context, const Callback& callback) {
  const Phrase& ret = callback.rule->ret;
  if (is_one_of(ret[0], "reply", "throw_reply")) context.reply(callback.from, ret[1]);
  if (ret[0] == "raise") throw std::runtime_error{ret[1]};
  if (ret[0] == "exit") context.exit(reason_of(ret[1]));
  if (ret[0] == "bad") context.exit(ExitReason{"{bad_return_value,bad_return}"});
  if (ret[0] != "stop") return;
  if (ret.size() > 2) context.reply(callback.from, ret[2]);
  context.stop(reason_of(ret[1]));
}

void ScriptedServer::go_on(Context& context, const Phrase& then) {
  if (then.empty()) return;
  if (then[0] == "hibernate") context.hibernate();
  if (then[0] == "timeout") timeout_after(context, time_in(then.at(1)));
  if (then[0] == "continue") continue_with(context, Word{then.at(1)});
}

}  // namespace forlopp::conformance
