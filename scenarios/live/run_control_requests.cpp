// What clients may ask of a run.
#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "scenarios/engine/fault_text.hpp"
#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/live/arguments.hpp"
#include "scenarios/live/block_order.hpp"
#include "scenarios/live/dry_run.hpp"
#include "scenarios/live/run_control.hpp"
#include "scenarios/live/wall_clock.hpp"

namespace forlopp::live {
namespace {

using management::Refusal;
using management::Refused;
using runtime::err;

constexpr int requests_at_once = 64;
/// Of real time, so that those who ask much take little of the run's.
constexpr std::chrono::nanoseconds requests_budget = std::chrono::milliseconds{2};
/// What changes the run; the other words let time pass.
constexpr std::array<std::string_view, 5> deeds{"inject", "take_back", "halt", "block", "unblock"};

auto wrong_argument(std::string text) {
  return err(Refused{Refusal::argument, std::move(text)});
}

/// As a scenario file would write it; `in` says how long from now instead of when.
runtime::Result<scenario::Fault, std::string> fault_of(const management::Request& request,
                                                       const scenario::RunInside& inside) {
  auto written = written_of(request.arguments, {"do", "id", "in"});
  if (!written) return err(std::move(written.error()));
  const auto later = time_of(request.arguments, "in");
  if (!later) return err(later.error());
  for (const std::string_view key : {"at", "when", "after"}) {
    if (!*later || find(request.arguments, key) == nullptr) continue;
    return err(fmt::format("in: says when, and so does '{}'", key));
  }
  return scenario::read_fault(
      *written, inside.scenario.exchange,
      inside.node.now().time_since_epoch() + later->value_or(scenario::Duration::zero()));
}

}  // namespace

void RunControl::take_requests(Wall patience) {
  if (way_back_) return;
  auto waiting = requests_.take(patience);
  const Wall started = wall_now();
  for (int taken = 1; waiting; ++taken) {
    if (waiting->request.what == "rewind") return begin_way_back(std::move(*waiting));
    waiting->reply(answer(waiting->request));
    if (taken == requests_at_once || wall_now() - started >= requests_budget) return;
    waiting = requests_.take();
  }
}

management::Answer RunControl::answer(const Request& request) {
  if (auto outcome = outcome_of(request)) {
    if (!*outcome) return std::move(outcome->error());
    return management::Done{std::move(**outcome), stamp()};
  }
  auto answer = publisher_.answer(request);
  if (!answer) return Refused{Refusal::unknown, fmt::format("no such word: {}", request.what)};
  if (auto* done = std::get_if<management::Done>(&*answer)) done->stamp = stamp();
  return std::move(*answer);
}

/// Nothing: the word is not one of its own.
std::optional<RunControl::Outcome> RunControl::outcome_of(const Request& request) {
  using Order = Outcome (RunControl::*)(const Request&);
  constexpr std::array<std::pair<std::string_view, Order>, 11> orders{
      {{"pause", &RunControl::on_pause},
       {"run", &RunControl::on_run},
       {"step", &RunControl::on_step},
       {"until", &RunControl::on_until},
       {"inject", &RunControl::on_inject},
       {"dry_run", &RunControl::on_dry_run},
       {"take_back", &RunControl::on_take_back},
       {"halt", &RunControl::on_halt},
       {"block", &RunControl::on_block},
       {"unblock", &RunControl::on_block},
       {"finish", &RunControl::on_finish}}};
  const auto found =
      std::ranges::find(orders, request.what, &std::pair<std::string_view, Order>::first);
  if (found == orders.end()) return std::nullopt;
  if (mode_ == RunMode::over && request.what != "finish") {
    return Outcome{err(Refused{Refusal::over, "the run has ended"})};
  }
  return (this->*found->second)(request);
}

/// With its place in the run: so many steps, then this moment.
void RunControl::note(const Request& request, Map more) {
  Map fields{{"do", request.what}, {"client", request.client}, {"at_step", steps_}};
  std::ranges::copy_if(request.arguments, std::back_inserter(fields), [](const auto& argument) {
    return argument.first != "do" && argument.first != "id" && argument.first != "at_step";
  });
  std::ranges::move(more, std::back_inserter(fields));
  std::optional<Request> deed;
  if (std::ranges::find(deeds, request.what) != deeds.end()) deed = request;
  tell_of_clients(management::EventClass::command, std::move(fields), std::move(deed));
  must_publish_ = true;
}

RunControl::Outcome RunControl::on_pause(const Request& request) {
  note(request);
  if (mode_ == RunMode::running) pause("told to");
  return Map{};
}

RunControl::Outcome RunControl::on_run(const Request& request) {
  const auto pace = number_of(request.arguments, "pace", 0);
  if (!pace) return wrong_argument(pace.error());
  if (*pace && !Pace::is_one(**pace)) {
    return wrong_argument(
        fmt::format("pace: expected 0, or a number from {} to {:.0f}", Pace::least, Pace::most));
  }
  note(request);
  pace_ = Pace{pace->value_or(pace_.value())};
  go_on(nullptr);
  return Map{{"pace", pace_.value()}};
}

RunControl::Outcome RunControl::on_step(const Request& request) {
  auto goal = goal_of_step(request.arguments, {*inside_, log_, occurrences_});
  if (!goal) return wrong_argument(std::move(goal.error()));
  note(request);
  go_on(std::move(*goal));
  is_stepping_ = true;
  return Map{};
}

RunControl::Outcome RunControl::on_until(const Request& request) {
  auto goal = goal_of_until(request.arguments, {*inside_, log_, occurrences_});
  if (!goal) return wrong_argument(std::move(goal.error()));
  note(request);
  Map result{{"until", (*goal)->text()}};
  go_on(std::move(*goal));
  look_at_goal();
  return result;
}

RunControl::Outcome RunControl::on_inject(const Request& request) {
  auto fault = fault_of(request, *inside_);
  if (!fault) return wrong_argument(std::move(fault.error()));
  if (auto tried = inside_->strikes.dry_run(*fault, now()); !tried) {
    return wrong_argument(std::move(tried.error()));
  }
  note(request);
  auto name = inside_->strikes.inject(std::move(*fault), request.client, now());
  if (!name) return wrong_argument(std::move(name.error()));
  must_come_back_ = true;
  return Map{{"name", std::move(*name)}};
}

RunControl::Outcome RunControl::on_dry_run(const Request& request) {
  const auto fault = fault_of(request, *inside_);
  if (!fault) return wrong_argument(fault.error());
  const auto would = inside_->strikes.dry_run(*fault, now());
  if (!would) return wrong_argument(would.error());
  return fields_of(*would, *fault, *inside_, publisher_.books());
}

RunControl::Outcome RunControl::on_take_back(const Request& request) {
  const auto name = text_of(request.arguments, "name");
  if (!name) return wrong_argument(name.error());
  if (!*name) return wrong_argument("name: of which fault?");
  using enum scenario::Strikes::Refused;
  if (const auto done = inside_->strikes.take_back(**name, now()); !done) {
    if (done.error() == unknown) return wrong_argument(fmt::format("name: no fault '{}'", **name));
    return err(Refused{Refusal::gone, fmt::format("{} is over", **name)});
  }
  note(request);
  return Map{};
}

RunControl::Outcome RunControl::on_halt(const Request& request) {
  note(request);
  inside_->strikes.halt(now());
  return Map{};
}

RunControl::Outcome RunControl::on_block(const Request& request) {
  auto order = block_order(request, *inside_);
  if (!order) return err(std::move(order.error()));
  note(request);
  order->give(inside_->node);
  return Map{};
}

RunControl::Outcome RunControl::on_finish(const Request& request) {
  note(request);
  is_told_to_finish_ = true;
  return Map{};
}

}  // namespace forlopp::live
