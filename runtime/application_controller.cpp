#include "runtime/internal/application_controller.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "runtime/internal/application_master.hpp"
#include "runtime/internal/signs_of_end.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime::application {
namespace {

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
    const ExitOf its_end{master};
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

}  // namespace

Name controller_name() {
  static const Name name{"application_controller"};
  return name;
}

Pid start_controller(Node& node) {
  return node.spawn(controller_options(), script(&control));
}

ChildStart start_controller(Context& context) {
  return context.start_link(controller_options(), script(&control));
}

}  // namespace forlopp::runtime::application
