#include "runtime/application.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <set>

#include <fmt/format.h>

#include "runtime/internal/application_master.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime::application {
namespace {

struct Load {
  Application application;
};
struct Start {
  Name name;
  Restart type;
};
struct Stop {
  Name name;
};
struct Running {};
struct Needs {
  Name name;
};
/// Answer to all but `Running` and `Needs`, which answer with names.
struct Done {
  static constexpr bool is_isolated_value = true;
  Outcome outcome;
};
struct Names {
  static constexpr bool is_isolated_value = true;
  Result<std::vector<Name>, ExitReason> names;
};

Name controller_name() {
  static const Name name{"application_controller"};
  return name;
}

ExitReason because(std::string_view what, Name name) {
  return ExitReason{fmt::format("{{{},{}}}", what, name.text())};
}

struct Known {
  enum class State : std::uint8_t { stopped, starting, running, stopping };
  Application application;
  State state = State::stopped;
  Restart type = Restart::temporary;
  Pid master{};
  std::vector<From> waiting{};  ///< For the end of its start or of its stop.

  void answer_all(const Context& self, const Outcome& outcome) {
    for (const From& from : std::exchange(waiting, {})) self.reply(from, Done{outcome});
  }
};

/// What the controller knows, and what it does about each message.
class Controller {
 public:
  /// The reason to end, if this was one.
  std::optional<ExitReason> handle(Context& self, Message& message) {
    if (const auto* load = message.get_if<Call<Load>>()) on(self, *load);
    if (const auto* start = message.get_if<Call<Start>>()) on(self, *start);
    if (const auto* stop = message.get_if<Call<Stop>>()) on(self, *stop);
    if (const auto* running = message.get_if<Call<Running>>())
      self.reply(running->from, Names{started_});
    if (const auto* needs = message.get_if<Call<Needs>>()) on(self, *needs);
    if (const auto* started = message.get_if<Started>()) on(self, *started);
    if (const auto* exit = message.get_if<Exit>()) return on(self, *exit);
    return {};
  }
  /// The master of the application that was started last and still runs.
  Pid last_started() const { return started_.empty() ? Pid{} : known_.at(started_.back()).master; }

 private:
  using State = Known::State;

  void on(Context& self, const Call<Load>& load) {
    const Name name = load.request.application.name;
    const bool added = known_.try_emplace(name, Known{load.request.application}).second;
    self.reply(load.from, Done{added ? Outcome{} : err(because("already_loaded", name))});
  }

  std::optional<ExitReason> obstacle(const Start& start) const {
    const auto found = known_.find(start.name);
    if (found == known_.end()) return because("not_loaded", start.name);
    if (found->second.state == State::running) return because("already_started", start.name);
    if (found->second.state == State::stopping) return because("stopping", start.name);
    const std::vector<Name>& needs = found->second.application.needs;
    const auto missing = std::ranges::find_if(needs, [&](Name need) { return !runs(need); });
    if (missing != needs.end()) return because("not_started", *missing);
    return {};
  }

  void on(Context& self, const Call<Start>& start) {
    if (const auto reason = obstacle(start.request)) {
      self.reply(start.from, Done{err(*reason)});
      return;
    }
    Known& known = known_.at(start.request.name);
    known.waiting.push_back(start.from);
    if (known.state == State::starting) return;
    known.state = State::starting;
    known.type = start.request.type;
    known.master = self.spawn_link({.label = {"application_master"}},
                                   script(&application::master, known.application));
  }

  void on(Context& self, const Started& started) {
    Known* known = of(started.master);
    if (known == nullptr || known->state != State::starting) return;
    known->state = State::running;
    started_.push_back(known->application.name);
    known->answer_all(self, {});
  }

  void on(Context& self, const Call<Stop>& stop) {
    const Name name = stop.request.name;
    if (!runs(name)) {
      self.reply(stop.from, Done{err(because("not_started", name))});
      return;
    }
    Known& known = known_.at(name);
    known.state = State::stopping;
    known.waiting.push_back(stop.from);
    self.send(known.master, StopNow{});
  }

  void on(Context& self, const Call<Needs>& needs) {
    const auto found = known_.find(needs.request.name);
    Names answer{err(because("not_loaded", needs.request.name))};
    if (found != known_.end()) answer.names = found->second.application.needs;
    self.reply(needs.from, std::move(answer));
  }

  /// A master has ended, or somebody wants the controller to.
  std::optional<ExitReason> on(Context& self, const Exit& exit) {
    Known* known = of(exit.from);
    if (known == nullptr)
      return exit.from == self.parent() ? exit.reason : std::optional<ExitReason>{};
    const State before = std::exchange(known->state, State::stopped);
    known->master = {};
    std::erase(started_, known->application.name);
    known->answer_all(self, before == State::starting ? Outcome{err(exit.reason)} : Outcome{});
    if (before != State::running || !is_fatal(*known, exit.reason)) return {};
    return ExitReason{fmt::format("{{application_terminated,{},{}}}",
                                  known->application.name.text(), to_term(exit.reason))};
  }

  static bool is_fatal(const Known& known, const ExitReason& reason) {
    if (known.type == Restart::temporary) return false;
    return known.type == Restart::permanent || reason.kind() != ExitReason::Kind::normal;
  }

  bool runs(Name name) const {
    const auto found = known_.find(name);
    return found != known_.end() && found->second.state == State::running;
  }
  Known* of(Pid master) {
    const auto found = std::ranges::find_if(
        known_, [&](const auto& entry) { return master && entry.second.master == master; });
    return found == known_.end() ? nullptr : &found->second;
  }

  std::map<Name, Known> known_{};
  std::vector<Name> started_{};
};

Task<> stop_the_rest(Context self, std::shared_ptr<Controller> controller) {
  for (Pid master = controller->last_started(); master; master = controller->last_started()) {
    const auto its_end = [master](const Message& message) {
      const auto* exit = message.get_if<Exit>();
      return exit != nullptr && exit->from == master;
    };
    self.send(master, StopNow{});
    Message end = co_await receive_if(self, its_end);
    controller->handle(self, end);
  }
}

Task<> control(Context self) {
  self.trap_exit();
  const auto controller = std::make_shared<Controller>();
  std::optional<ExitReason> end;
  while (!end) {
    Message message = co_await receive(self);
    end = controller->handle(self, message);
  }
  co_await stop_the_rest(self, controller);
  self.exit(*end);
}

SpawnOptions controller_options() {
  return {.label = {"application_controller"}, .name = controller_name()};
}

/// Asks the controller, who takes as long as it takes.
template <class Answer, class Request>
Task<Result<Answer, ExitReason>> ask(Context self, Request request) {
  return call<Answer>(self, self.whereis(controller_name()), std::move(request), infinity);
}

template <class Request>
Task<Outcome> done(Context self, Request request) {
  const auto answer = co_await ask<Done>(self, std::move(request));
  if (!answer) co_return err(answer.error());
  co_return answer->outcome;
}

template <class Request>
Task<Result<std::vector<Name>, ExitReason>> names(Context self, Request request) {
  const auto answer = co_await ask<Names>(self, std::move(request));
  if (!answer) co_return err(answer.error());
  co_return answer->names;
}

/// What must run, dependencies first; the error is that one of them is not loaded.
Task<Result<std::vector<Name>, ExitReason>> order_of_start(Context self, Name name) {
  std::vector<Name> order;
  std::set<Name> seen{name};
  std::vector<Name> open{name};
  while (!open.empty()) {
    const Name next = open.back();
    const Needs question{next};
    const auto needs = co_await names(self, question);
    if (!needs) co_return err(needs.error());
    const auto unseen =
        std::ranges::find_if(*needs, [&](Name need) { return !seen.contains(need); });
    if (unseen != needs->end()) {
      seen.insert(*unseen);
      open.push_back(*unseen);
      continue;
    }
    order.push_back(next);
    open.pop_back();
  }
  co_return order;
}

}  // namespace

Pid start_controller(Node& node) {
  return node.spawn(controller_options(), script(&control));
}

ChildStart start_controller(Context& context) {
  return context.start_link(controller_options(), script(&control));
}

Task<Outcome> load(Context self, Application application) {
  return done(self, Load{std::move(application)});
}

Task<Outcome> start(Context self, Name name, Restart type) {
  return done(self, Start{name, type});
}

Task<Outcome> stop(Context self, Name name) {
  return done(self, Stop{name});
}

Task<Result<std::vector<Name>, ExitReason>> running(Context self) {
  return names(self, Running{});
}

Task<Result<std::vector<Name>, ExitReason>> start_all(Context self, Name name, Restart type) {
  const auto order = co_await order_of_start(self, name);
  if (!order) co_return err(order.error());
  const auto before = co_await running(self);
  if (!before) co_return err(before.error());
  std::vector<Name> started;
  for (const Name next : *order) {
    if (std::ranges::find(*before, next) != before->end()) continue;
    const Outcome outcome = co_await start(self, next, type);
    if (outcome) {
      started.push_back(next);
      continue;
    }
    for (const Name undone : std::views::reverse(started)) co_await stop(self, undone);
    co_return err(outcome.error());
  }
  co_return started;
}

}  // namespace forlopp::runtime::application
