#pragma once

#include <array>

/// The formulas of teletraffic theory that measured blocking is held against. Pure functions, the
/// same bits on every machine. Traffic is in erlangs and at least 0, blocking is a fraction.
namespace forlopp::scenario {

/// Blocking of a full-availability group with Poisson arrivals, blocked calls cleared.
double erlang_b(double offered, int circuits);

/// The same, continued to any real number of circuits >= 0 (the integral form), as the equivalent
/// random method needs it.
double erlang_b_continuous(double offered, double circuits);

/// The load at which a group of >= 1 circuits blocks this much; 0 < blocking < 1.
double offered_load_for(int circuits, double blocking);

/// The smallest group that blocks at most this much; 0 < blocking < 1.
int circuits_for(double offered, double blocking);

/// Probability of having to wait, blocked calls queued; 1 when `offered >= circuits`.
double erlang_c(double offered, int circuits);

/// Offered load with the retries of the blocked, and blocking under it.
struct RetriedTraffic {
  double offered = 0;
  double blocking = 0;
};

/// Extended Erlang B: `retry_share`, in [0, 1], of the blocked try again at once.
RetriedTraffic extended_erlang_b(double first_attempts, int circuits, double retry_share);

/// What a group does with traffic of few sources.
struct EngsetResult {
  double time_congestion = 0;  ///< Share of time in which all circuits are busy.
  double call_congestion = 0;  ///< Share of attempts that find them so.
  double carried = 0;
};

/// Engset: `sources` >= 1, each offering `offered_when_idle` = attempt rate of an idle source times
/// holding time.
EngsetResult engset(int sources, int circuits, double offered_when_idle);

/// The traffic that a group could not carry, by its first two moments.
struct OverflowTraffic {
  double mean = 0;
  double variance = 0;

  /// Above 1: the traffic comes in bursts. 1 for no traffic.
  double peakedness() const { return mean > 0 ? variance / mean : 1; }
};

/// Wilkinson's moments of the overflow of a group offered Poisson traffic.
OverflowTraffic wilkinson_overflow(double offered, int circuits);

/// Overflows of independent groups, taken together.
OverflowTraffic operator+(const OverflowTraffic& a, const OverflowTraffic& b);

/// The group and load whose overflow has given moments, by Rapp's approximation.
struct EquivalentRandom {
  double offered = 0;
  double circuits = 0;
};

EquivalentRandom equivalent_random(const OverflowTraffic& overflow);

/// Call congestion of overflow traffic on a final group, by the equivalent random method.
double equivalent_random_blocking(const OverflowTraffic& overflow, int circuits);

/// The same by Hayward's approximation.
double hayward_blocking(const OverflowTraffic& overflow, int circuits);

/// A group that is tried first. With 0 circuits its traffic goes straight to the final group.
struct HighUsageGroup {
  double offered = 0;
  int circuits = 0;
};

/// What two high-usage groups and their common final group do. Loss is a fraction of what was
/// offered to the stream, `final_congestion` of what overflowed.
struct CommonOverflow {
  double overflow_erlangs = 0;
  double lost_erlangs = 0;
  double final_congestion = 0;
  double overall_loss = 0;
  std::array<double, 2> stream_loss{};
};

/// The exact solution of two high-usage groups that overflow to a common final group, equal mean
/// holding times, blocked calls cleared: the stationary state of the Markov chain over the calls on
/// each of the three. For up to a million states (the product of circuits + 1).
CommonOverflow common_overflow(const std::array<HighUsageGroup, 2>& groups, int final_circuits);

}  // namespace forlopp::scenario
