#include "tests/conformance/puppet_acts.hpp"

#include <functional>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "runtime/node.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::AliasMode;
using runtime::Context;
using runtime::Name;
using runtime::Pid;
using runtime::Ref;

namespace {

Lines result(const std::string& text) {
  return {"result " + text};
}
Lines truth(bool answer) {
  return result(answer ? "true" : "false");
}
/// The call would have raised.
Lines result_or_badarg(bool good) {
  return result(good ? "true" : "error badarg");
}

/// Where to: a process, `name:N`, `namenode:N` or `ref:R`.
struct Destination {
  enum class Kind : std::uint8_t { process, name, name_node, ref };
  Kind kind;
  std::string name;
};

Destination destination(const std::string& text) {
  using Kind = Destination::Kind;
  static const std::map<std::string, Kind> kinds{
      {"name", Kind::name}, {"namenode", Kind::name_node}, {"ref", Kind::ref}};
  const auto colon = text.find(':');
  if (colon == std::string::npos) return {Kind::process, text};
  const auto kind = kinds.find(text.substr(0, colon));
  if (kind == kinds.end()) return {Kind::process, text};
  return {kind->second, text.substr(colon + 1)};
}

// Links, monitors, aliases.

Lines trap(const Doer& doer) {
  return truth(doer.self.trap_exit(doer.command.flag));
}

Lines link(const Doer& doer) {
  return result(doer.self.link_if_alive(doer.to()) ? "true" : "error noproc");
}

Lines unlink(const Doer& doer) {
  doer.self.unlink(doer.to());
  return truth(true);
}

std::optional<AliasMode> alias_mode(const std::string& word) {
  static const std::map<std::string, AliasMode> modes{
      {"explicit_unalias", AliasMode::explicit_unalias},
      {"reply", AliasMode::reply},
      {"demonitor", AliasMode::demonitor},
      {"reply_demonitor", AliasMode::reply_demonitor}};
  const auto mode = modes.find(word);
  if (mode == modes.end()) return {};
  return mode->second;
}

Lines monitor(const Doer& doer) {
  runtime::MonitorOptions options{.alias = alias_mode(doer.command.option("alias"))};
  const std::string tag = doer.command.option("tag");
  if (!tag.empty()) options.tag = Name{tag};
  const Destination to = destination(doer.command.to.front());
  const bool by_pid = to.kind == Destination::Kind::process;
  const Ref ref = by_pid ? doer.self.monitor(doer.pid(to.name), options)
                         : doer.self.monitor(Name{to.name}, options);
  doer.troupe.name_ref(doer.command.as, {ref, doer.self.self()});
  return {};
}

Lines demonitor(const Doer& doer) {
  const auto flush =
      doer.command.has("flush") ? runtime::Flush::flush_down : runtime::Flush::keep_down;
  const bool was_armed = doer.self.demonitor(doer.troupe.ref(doer.command.ref).ref, flush);
  return truth(!doer.command.has("info") || was_armed);
}

Lines alias(const Doer& doer) {
  const auto mode = doer.command.has("reply") ? AliasMode::reply : AliasMode::explicit_unalias;
  const runtime::Alias made = doer.self.alias(mode);
  doer.troupe.name_ref(doer.command.as, {made.ref, made.owner});
  return {};
}

Lines unalias(const Doer& doer) {
  const Troupe::KnownRef known = doer.troupe.ref(doer.command.ref);
  return truth(doer.self.unalias({known.owner, known.ref}));
}

// Ends.

Lines signal(const Doer& doer) {
  doer.self.exit_signal(doer.to(), reason_of(doer.command.term));
  return truth(true);
}

Lines exit(const Doer& doer) {
  doer.self.exit(reason_of(doer.command.term));
  return {};
}

Lines error(const Doer& doer) {
  throw std::runtime_error{doer.command.term};
}

Lines throw_it(const Doer& doer) {
  throw std::runtime_error{fmt::format("{{nocatch,{}}}", doer.command.term)};
}

Lines caught_exit(const Doer& doer) {
  try {
    return exit(doer);
  } catch (...) {
    return result("survived");
  }
}

Lines caught_self_signal(const Doer& doer) {
  try {
    doer.self.exit_signal(doer.self.self(), reason_of(doer.command.term));
  } catch (...) {
    return result("survived");
  }
  return truth(true);
}

// Processes and names.

Lines spawn(const Doer& doer) {
  const Command& command = doer.command;
  auto code = runtime::script(&puppet, &doer.troupe, command.name);
  const runtime::SpawnOptions options{.label = {"puppet"}};
  const Pid child = command.has("link") ? doer.self.spawn_link(options, std::move(code))
                                        : doer.self.spawn(options, std::move(code));
  doer.troupe.stage().name(child, command.name);
  if (!command.has("monitor")) return {};
  const Ref ref = doer.self.monitor(child);
  doer.troupe.name_ref(command.as, {ref, doer.self.self()});
  return {};
}

Lines register_name(const Doer& doer) {
  return result_or_badarg(doer.self.register_name(Name{doer.command.name}, doer.to()));
}

Lines unregister_name(const Doer& doer) {
  return result_or_badarg(doer.self.unregister_name(Name{doer.command.name}));
}

Lines whereis(const Doer& doer) {
  const Pid holder = doer.self.whereis(Name{doer.command.name});
  return result(holder ? doer.troupe.stage().name_of(holder) : "undefined");
}

Lines is_alive(const Doer& doer) {
  return truth(doer.self.node().is_alive(doer.to()));
}

// Messages and timers.

Lines send(const Doer& doer) {
  const Mail mail{doer.command.term};
  const Destination to = destination(doer.command.to.front());
  switch (to.kind) {
    case Destination::Kind::process: doer.self.send(doer.pid(to.name), mail); break;
    case Destination::Kind::name:
      if (!doer.self.send(Name{to.name}, mail)) return result("error badarg");
      break;
    case Destination::Kind::name_node: doer.self.send(Name{to.name}, mail); break;
    case Destination::Kind::ref: {
      const Troupe::KnownRef known = doer.troupe.ref(to.name);
      doer.self.send(runtime::Alias{known.owner, known.ref}, mail);
      break;
    }
  }
  return result("ok");
}

void start_timer(const Doer& doer, const Mail& mail) {
  const Destination to = destination(doer.command.to.front());
  const bool by_pid = to.kind == Destination::Kind::process;
  const Ref ref = by_pid ? doer.self.send_after(doer.command.time, doer.pid(to.name), mail)
                         : doer.self.send_after(doer.command.time, Name{to.name}, mail);
  doer.troupe.name_ref(doer.command.as, {ref, doer.self.self()});
}

Lines start_timer_with_ref(const Doer& doer) {
  start_timer(doer, {fmt::format("{{timeout,{},{}}}", doer.command.as, doer.command.term)});
  return {};
}

Lines send_after(const Doer& doer) {
  start_timer(doer, {doer.command.term});
  return {};
}

Lines time_left(const std::optional<runtime::Duration>& left) {
  return result(left ? "time_left" : "false");
}

Lines cancel_timer(const Doer& doer) {
  return time_left(doer.self.cancel_timer(doer.troupe.ref(doer.command.ref).ref));
}

Lines read_timer(const Doer& doer) {
  return time_left(doer.self.read_timer(doer.troupe.ref(doer.command.ref).ref));
}

}  // namespace

const Acts& plain_acts() {
  static const Acts acts{
      {"trap", &trap},
      {"link", &link},
      {"unlink", &unlink},
      {"monitor", &monitor},
      {"demonitor", &demonitor},
      {"alias", &alias},
      {"unalias", &unalias},
      {"signal", &signal},
      {"exit", &exit},
      {"error", &error},
      {"throw", &throw_it},
      {"caught_exit", &caught_exit},
      {"caught_self_signal", &caught_self_signal},
      {"spawn", &spawn},
      {"register", &register_name},
      {"unregister", &unregister_name},
      {"whereis", &whereis},
      {"is_alive", &is_alive},
      {"send", &send},
      {"start_timer", &start_timer_with_ref},
      {"send_after", &send_after},
      {"cancel_timer", &cancel_timer},
      {"read_timer", &read_timer},
  };
  return acts;
}

Lines act(const Doer& doer) {
  for (const Acts* acts : {&plain_acts(), &group_acts(), &table_acts()}) {
    if (const auto act = acts->find(doer.command.verb); act != acts->end()) {
      return act->second(doer);
    }
  }
  return result("unknown");
}

}  // namespace forlopp::conformance
