#include "hwsim/traffic_source.hpp"

#include <algorithm>
#include <utility>

#include "hwsim/far_exchange.hpp"
#include "runtime/check.hpp"

namespace forlopp::hwsim {
namespace {

constexpr std::uint8_t tries_max = 100;

runtime::Duration mean_gap(double rate) {
  constexpr double second = 1e9;
  return runtime::Duration{static_cast<runtime::Duration::rep>(second / rate)};
}

}  // namespace

TrafficSource::TrafficSource(const TrafficPlan& plan, std::shared_ptr<const Backplane> backplane,
                             std::shared_ptr<const Population> population)
    : plan_{plan}, backplane_{std::move(backplane)}, population_{std::move(population)} {
  runtime::check(plan_.calling_class < population_->classes.size(), "no such class of callers");
  const bool in_range = plan_.first_line + plan_.lines <= population_->numbers.lines;
  runtime::check(plan_.model == SourceModel::incoming || (plan_.lines > 0 && in_range),
                 "a traffic source has lines that exist");
}

const LoadProfile& TrafficSource::profile() const {
  return population_->classes[plan_.calling_class].profile;
}

void TrafficSource::handle_info(Context& context, StartTraffic&) {
  running_ = true;
  start_ = next_ = context.now();
  if (is_finite())
    return tell_each_card(
        context, OriginateWhenIdle{
                     .calling_class = plan_.calling_class, .rate = plan_.rate, .start = start_});
  if (plan_.rate * profile().factor_max() <= 0.0) return;
  wait_for_next(context);
}

void TrafficSource::handle_info(Context& context, StopTraffic&) {
  running_ = false;
  if (plan_.model != SourceModel::incoming) tell_each_card(context, StopOriginating{});
}

// Thinning: arrivals at the highest rate of all times, of which some are left out.
void TrafficSource::wait_for_next(Context& context) {
  const double most = plan_.rate * profile().factor_max();
  next_ += context.random().exponential(mean_gap(most));
  if (std::exchange(armed_, true)) return;
  context.send_after(std::max(next_ - context.now(), runtime::Duration::zero()), context.self(),
                     ArrivalDue{});
}

void TrafficSource::handle_info(Context& context, ArrivalDue&) {
  if (!running_) {
    armed_ = false;
    return;
  }
  const double most = profile().factor_max();
  while (next_ <= context.now()) {
    const double factor = profile().factor(next_ - start_);
    if (context.random().chance(factor / most)) {
      ++counts_.arrivals;
      place(context, 0);
    }
    wait_for_next(context);
  }
  armed_ = false;
  context.send_after(next_ - context.now(), context.self(), ArrivalDue{});
  armed_ = true;
}

void TrafficSource::place(Context& context, std::uint8_t tries) {
  if (plan_.model == SourceModel::incoming) {
    const PlaceTrunkCall order{plan_.calling_class, context.self()};
    return context.send(backplane_->trunk_group(plan_.group), order);
  }
  const auto offset = static_cast<std::uint32_t>(context.random().below(plan_.lines));
  const hal::PortAddress port = population_->numbers.address_of(plan_.first_line + offset);
  const PlaceCall order{.port = port.port,
                        .calling_class = plan_.calling_class,
                        .tries = tries,
                        .source = context.self()};
  context.send(backplane_->card(port.card), order);
}

void TrafficSource::handle_info(Context& context, CallRefused& m) {
  const bool another = plan_.model == SourceModel::poisson && m.tries + 1 < tries_max;
  if (another) return place(context, static_cast<std::uint8_t>(m.tries + 1));
  ++counts_.without_line;
}

template <class Order>
void TrafficSource::tell_each_card(Context& context, Order order) {
  std::uint32_t line = plan_.first_line;
  const std::uint32_t end = plan_.first_line + plan_.lines;
  while (line < end) {
    const hal::PortAddress first = population_->numbers.address_of(line);
    const std::uint32_t here = std::min<std::uint32_t>(
        end - line, population_->numbers.ports - (first.port - std::uint32_t{1}));
    if constexpr (requires { order.first; }) {
      order.first = first.port;
      order.last = static_cast<hal::PortNumber>(first.port + here - 1);
    }
    context.send(backplane_->card(first.card), order);
    line += here;
  }
}

}  // namespace forlopp::hwsim
