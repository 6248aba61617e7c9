#include "hwsim/distribution.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "runtime/check.hpp"

namespace forlopp::hwsim {
namespace {

using Duration = Distribution::Duration;

void check_in_range(Duration value) {
  runtime::check(value >= Duration::zero() && value <= Distribution::longest,
                 "a duration of a distribution lies between zero and a year");
}

void check_spread(double spread) {
  runtime::check(spread >= 1.0 && spread <= 10.0, "a spread lies between 1 and 10");
}

Duration scaled(Duration value, double factor) {
  const double product = static_cast<double>(value.count()) * factor;
  const double most = static_cast<double>(Distribution::longest.count());
  return Duration{static_cast<Duration::rep>(std::clamp(product, 0.0, most))};
}

// The mean of a lognormal distribution over its median.
double mean_over_median(double spread) {
  const double deviation = runtime::portable_log(spread);
  return runtime::portable_exp(deviation * deviation / 2.0);
}

double erlang_with_mean_one(int phases, runtime::Random& random) {
  double sum = 0.0;
  for (int phase = 0; phase < phases; ++phase) sum += random.exponential();
  return sum / phases;
}

std::string text_of(Duration value) {
  struct Unit {
    Duration length;
    std::string_view name;
  };
  using namespace std::chrono_literals;
  constexpr std::array<Unit, 5> units{
      {{1h, "h"}, {1min, "min"}, {1s, "s"}, {1ms, "ms"}, {1us, "us"}}};
  if (value == 0ns) return "0s";
  for (const auto& unit : units)
    if (value % unit.length == 0ns) return fmt::format("{}{}", value / unit.length, unit.name);
  return fmt::format("{:.6g}s", static_cast<double>(value.count()) / 1e9);
}

}  // namespace

Distribution Distribution::constant(Duration value) {
  check_in_range(value);
  return {Kind::constant, value, value, 0.0};
}

Distribution Distribution::uniform(Duration shortest, Duration longest_draw) {
  check_in_range(shortest);
  check_in_range(longest_draw);
  runtime::check(shortest <= longest_draw, "a uniform distribution starts at its lower end");
  return {Kind::uniform, shortest, longest_draw, 0.0};
}

Distribution Distribution::exponential(Duration mean) {
  check_in_range(mean);
  return {Kind::exponential, mean, mean, 0.0};
}

Distribution Distribution::lognormal(Duration median, double spread) {
  check_in_range(median);
  check_spread(spread);
  return {Kind::lognormal, median, median, spread};
}

Distribution Distribution::lognormal_with_mean(Duration mean, double spread) {
  check_in_range(mean);
  check_spread(spread);
  return lognormal(scaled(mean, 1.0 / mean_over_median(spread)), spread);
}

Distribution Distribution::erlang(int phases, Duration mean) {
  check_in_range(mean);
  runtime::check(phases >= 1 && phases <= 1'000, "an Erlang distribution has 1 to 1,000 phases");
  return {Kind::erlang, mean, mean, static_cast<double>(phases)};
}

Duration Distribution::sample(runtime::Random& random) const {
  switch (kind_) {
    case Kind::constant: return first_;
    case Kind::uniform: return first_ + scaled(second_ - first_, random.uniform());
    case Kind::exponential: return scaled(first_, random.exponential());
    case Kind::lognormal:
      return scaled(first_, runtime::portable_exp(runtime::portable_log(shape_) * random.normal()));
    case Kind::erlang:
      return scaled(first_, erlang_with_mean_one(static_cast<int>(shape_), random));
  }
  runtime::fail_check("not a kind of distribution", std::source_location::current());
}

Duration Distribution::mean() const {
  switch (kind_) {
    case Kind::uniform: return first_ + (second_ - first_) / 2;
    case Kind::lognormal: return scaled(first_, mean_over_median(shape_));
    case Kind::constant:
    case Kind::exponential:
    case Kind::erlang: return first_;
  }
  runtime::fail_check("not a kind of distribution", std::source_location::current());
}

std::string Distribution::text() const {
  switch (kind_) {
    case Kind::constant: return fmt::format("constant {}", text_of(first_));
    case Kind::uniform: return fmt::format("uniform {}..{}", text_of(first_), text_of(second_));
    case Kind::exponential: return fmt::format("exponential {}", text_of(first_));
    case Kind::lognormal:
      return fmt::format("lognormal median {} spread {:g}", text_of(first_), shape_);
    case Kind::erlang: return fmt::format("erlang-{:g} {}", shape_, text_of(first_));
  }
  runtime::fail_check("not a kind of distribution", std::source_location::current());
}

}  // namespace forlopp::hwsim
