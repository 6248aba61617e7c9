#include "tests/unit/live/client.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "runtime/check.hpp"
#include "scenarios/live/arguments.hpp"
#include "switch/mgmt/json.hpp"

namespace forlopp::live {

Client& Client::then(std::string what, Words arguments) {
  return then([this, what = std::move(what), arguments = std::move(arguments)] {
    ask({.what = what, .arguments = arguments, .client = "test"});
  });
}

Client& Client::then(std::function<void()> deed) {
  to_do_.push_back(std::move(deed));
  return *this;
}

void Client::ask_for(const std::string& what, Words arguments) {
  ask({.what = what, .arguments = std::move(arguments), .client = "test"});
}

void Client::ask(management::Request request) {
  requests_.ask(std::move(request),
                [this](management::Answer answer) { answers_.push_back(std::move(answer)); });
}

scenario::Measurements Client::drive(const scenario::Scenario& scenario,
                                     RunControlOptions::Ending ending) {
  RunControl control{requests_,
                     log_,
                     *this,
                     {.opening = RunControlOptions::Opening::paused,
                      .ending = ending,
                      .returning = returning_,
                      .another_run = [this] { ++other_runs_; }}};
  auto measured = scenario::run(scenario, {.database = database_, .driver = &control});
  runtime::check(measured.has_value(), "the scenario cannot be run");
  return std::move(*measured);
}

void Client::begins(const scenario::RunInside& inside) {
  inside_ = &inside;
  books_ = {};
  books_.calls.look_up_in(inside.exchange.journal());
  chronicle_.start_anew();
}

/// One who has nothing left to do lets it run.
void Client::publish(const RunStatus& status, management::Stamp) {
  statuses_.push_back(status);
  seen_.emplace_back(status, log_.last());
  if (status.mode == RunMode::running || status.mode == RunMode::rewinding) return;
  if (to_do_.empty()) {
    return ask({.what = status.mode == RunMode::over ? "finish" : "run",
                .arguments = {},
                .client = "test"});
  }
  const auto deed = std::move(to_do_.front());
  to_do_.pop_front();
  deed();
}

std::optional<management::Answer> Client::answer(const management::Request& request) {
  if (request.what != "inspect") return std::nullopt;
  return management::Done{{{"looked", true}}, {}};
}

const management::Done& Client::done(std::size_t which) const {
  return std::get<management::Done>(answers_.at(which));
}

std::string Client::refused(std::size_t which) const {
  const auto* refused = std::get_if<management::Refused>(&answers_.at(which));
  return refused == nullptr ? "done" : refused->text;
}

std::vector<management::Event> Client::events(management::EventClass of, const std::string& kind) {
  management::EventClasses classes;
  classes.set(static_cast<std::size_t>(of));
  std::vector<management::Event> all = log_.after(0, classes, 1'000'000).events;
  std::erase_if(all, [&](const management::Event& event) {
    return !kind.empty() && text_in(event, "kind") != kind && text_in(event, "do") != kind;
  });
  return all;
}

std::vector<management::Event> Client::all_events() const {
  management::EventClasses classes;
  classes.set();
  std::vector<management::Event> all;
  for (std::uint64_t after = 0; after < log_.last();) {
    management::EventLog::Excerpt excerpt = log_.after(after, classes, 100'000);
    after = excerpt.upto;
    std::ranges::move(excerpt.events, std::back_inserter(all));
  }
  return all;
}

std::string text_of(const management::Event& event) {
  return std::to_string(event.number) + ' ' + std::to_string(event.vtime) + ' ' +
         std::string{name(event.event_class)} + ' ' + management::write_json(event.fields);
}

std::string text_in(const management::Event& event, std::string_view key) {
  const management::Document* found = find(event.fields, key);
  const auto* text = found == nullptr ? nullptr : found->get_if<std::string>();
  return text == nullptr ? std::string{} : *text;
}

std::int64_t number_in(const management::Event& event, std::string_view key) {
  const management::Document* found = find(event.fields, key);
  const auto* number = found == nullptr ? nullptr : found->get_if<std::int64_t>();
  return number == nullptr ? -1 : *number;
}

}  // namespace forlopp::live
