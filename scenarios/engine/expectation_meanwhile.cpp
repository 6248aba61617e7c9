#include "scenarios/engine/expectation_meanwhile.hpp"

#include <fmt/format.h>

#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/expectation_text.hpp"

namespace forlopp::scenario {

using runtime::err;
using runtime::Result;

std::vector<std::string> unreadable_meanwhile(const Condition& condition) {
  std::vector<std::string> unreadable;
  const auto check = [&](const Metric& metric) {
    const auto* known = find_metric(metric.name);
    if (known != nullptr && known->readable == Readable::any_time) return;
    unreadable.push_back(text(metric));
  };
  check(condition.metric);
  if (condition.bound.metric) check(*condition.bound.metric);
  return unreadable;
}

Result<void, std::string> resolve_capacity(Condition& condition, const ExchangePlan& exchange) {
  auto& bound = condition.bound;
  if (!bound.metric || bound.metric->name != engineered_capacity) return {};
  const double capacity = exchange.admission.engineered_capacity;
  bound = {
      .metric = std::nullopt, .factor = 1.0, .quantity = {bound.factor * capacity, Unit::rate}};
  if (capacity > 0.0) return {};
  return err(std::string{"the exchange states no engineered_capacity (under admission)"});
}

Result<Condition, std::string> parse_condition_meanwhile(std::string_view text,
                                                         const ExchangePlan& exchange) {
  auto condition = parse_condition(text);
  if (!condition) return condition;
  if (auto resolved = resolve_capacity(*condition, exchange); !resolved)
    return err(std::move(resolved.error()));
  for (const auto& metric : unreadable_meanwhile(*condition))
    return err(fmt::format("{} is known only when the run is over", metric));
  return condition;
}

}  // namespace forlopp::scenario
