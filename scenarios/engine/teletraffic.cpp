#include "scenarios/engine/teletraffic.hpp"

#include <algorithm>

#include "runtime/check.hpp"
#include "runtime/random.hpp"

namespace forlopp::scenario {

using runtime::check;
using runtime::portable_exp;
using runtime::portable_log;

namespace {

constexpr int bisections = 100;  // Halves any range of doubles down to neighbours.

/// 1/B for a number of circuits in [0, 1): the integral over u >= 0 of exp(-u) (1 + u/A)^N, by the
/// double-exponential rule.
double inverse_blocking_of_fraction(double offered, double circuits) {
  constexpr double step = 1.0 / 32;
  double sum = 0;
  for (double t = -6; t < 6; t += step) {
    const double u = portable_exp(t - portable_exp(-t));
    const double weight = u * (1 + portable_exp(-t));
    sum += portable_exp(circuits * portable_log(1 + u / offered) - u) * weight;
  }
  return sum * step;
}

double engset_time_congestion(int sources, int circuits, double offered_when_idle) {
  double blocking = 1;
  for (int n = 1; n <= circuits; ++n) {
    const double offered = std::max(0, sources - n + 1) * offered_when_idle;
    blocking = offered * blocking / (n + offered * blocking);
  }
  return blocking;
}

}  // namespace

double erlang_b(double offered, int circuits) {
  check(offered >= 0 && circuits >= 0, "erlang_b of a negative number");
  double blocking = 1;
  for (int n = 1; n <= circuits; ++n) blocking = offered * blocking / (n + offered * blocking);
  return blocking;
}

double erlang_b_continuous(double offered, double circuits) {
  check(offered >= 0 && circuits >= 0, "erlang_b_continuous of a negative number");
  if (offered == 0) return circuits == 0 ? 1 : 0;
  const auto whole = static_cast<int>(circuits);
  const double fraction = circuits - whole;
  double blocking = fraction == 0 ? 1 : 1 / inverse_blocking_of_fraction(offered, fraction);
  for (int n = 1; n <= whole; ++n) {
    blocking = offered * blocking / (n + fraction + offered * blocking);
  }
  return blocking;
}

double offered_load_for(int circuits, double blocking) {
  check(circuits >= 1 && blocking > 0 && blocking < 1, "offered_load_for out of range");
  double low = 0;
  double high = circuits / (1 - blocking);  // There the group would have to carry more than it can.
  for (int i = 0; i < bisections; ++i) {
    const double middle = (low + high) / 2;
    (erlang_b(middle, circuits) < blocking ? low : high) = middle;
  }
  return (low + high) / 2;
}

int circuits_for(double offered, double blocking) {
  check(offered >= 0 && blocking > 0 && blocking < 1, "circuits_for out of range");
  int circuits = 0;
  for (double b = 1; b > blocking; b = offered * b / (circuits + offered * b)) ++circuits;
  return circuits;
}

double erlang_c(double offered, int circuits) {
  if (offered >= circuits) return 1;
  const double blocking = erlang_b(offered, circuits);
  return circuits * blocking / (circuits - offered * (1 - blocking));
}

RetriedTraffic extended_erlang_b(double first_attempts, int circuits, double retry_share) {
  check(retry_share >= 0 && retry_share <= 1, "a share of retries outside [0, 1]");
  // The fixed point of A = A0 + r A B(A); A - r A B(A) grows with A, so it can be bracketed.
  const auto first_of = [&](double offered) {
    return offered * (1 - retry_share * erlang_b(offered, circuits));
  };
  double low = first_attempts;
  double high = first_attempts + 1;
  while (first_of(high) < first_attempts && high < 1e9) high *= 2;
  for (int i = 0; i < bisections; ++i) {
    const double middle = (low + high) / 2;
    (first_of(middle) < first_attempts ? low : high) = middle;
  }
  return {low, erlang_b(low, circuits)};
}

EngsetResult engset(int sources, int circuits, double offered_when_idle) {
  check(sources >= 1 && circuits >= 0 && offered_when_idle >= 0, "engset out of range");
  EngsetResult result;
  result.time_congestion = engset_time_congestion(sources, circuits, offered_when_idle);
  result.call_congestion = engset_time_congestion(sources - 1, circuits, offered_when_idle);
  const double accepted = offered_when_idle * (1 - result.call_congestion);
  result.carried = sources * accepted / (1 + accepted);
  return result;
}

OverflowTraffic wilkinson_overflow(double offered, int circuits) {
  const double mean = offered * erlang_b(offered, circuits);
  return {mean, mean * (1 - mean + offered / (circuits + 1 - offered + mean))};
}

OverflowTraffic operator+(const OverflowTraffic& a, const OverflowTraffic& b) {
  return {a.mean + b.mean, a.variance + b.variance};
}

EquivalentRandom equivalent_random(const OverflowTraffic& overflow) {
  const double z = overflow.peakedness();
  const double offered = overflow.variance + 3 * z * (z - 1);
  const double circuits = offered * (overflow.mean + z) / (overflow.mean + z - 1);
  return {offered, std::max(0.0, circuits - overflow.mean - 1)};
}

double equivalent_random_blocking(const OverflowTraffic& overflow, int circuits) {
  if (overflow.mean <= 0) return 0;
  const auto [offered, equivalent] = equivalent_random(overflow);
  return offered * erlang_b_continuous(offered, equivalent + circuits) / overflow.mean;
}

double hayward_blocking(const OverflowTraffic& overflow, int circuits) {
  const double z = overflow.peakedness();
  return erlang_b_continuous(overflow.mean / z, circuits / z);
}

}  // namespace forlopp::scenario
