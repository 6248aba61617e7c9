#include "runtime/application.hpp"

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>

#include "runtime/internal/application_controller.hpp"

namespace forlopp::runtime::application {
namespace {

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
