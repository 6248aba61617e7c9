#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/scenario_place.hpp"
#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// Something that a run measures, by the names of expectation_metric.hpp: `calls_lost`,
/// `blocking(long_distance)`, `p95(dial_tone_delay)`.
struct Metric {
  std::string name{};
  std::string argument{};  // Without one: empty.

  bool operator==(const Metric&) const = default;
};

/// `blocking(long_distance)`.
std::string text(const Metric& metric);

enum class Comparison : std::uint8_t { less, at_most, equal, not_equal, at_least, greater };

/// `<`, `<=`, `==`, `!=`, `>=`, `>`.
std::string_view text(Comparison comparison);
bool holds(double left, Comparison comparison, double right);

/// A number, or a share of something else that the run measures.
struct Bound {
  std::optional<Metric> metric{};  // Then `factor` times it; otherwise `quantity`.
  double factor = 1.0;
  Quantity quantity{};

  bool operator==(const Bound&) const = default;
};

/// `calls_in_progress > 200`, `p95(dial_tone_delay) < 600 ms`, `carried >= 90 % of offered`.
struct Condition {
  Metric metric{};
  Comparison comparison = Comparison::equal;
  Bound bound{};
  double tolerance = 0.0;  // `== 100 within 5 %`: 0.05 of the bound; `equal` only.

  bool operator==(const Condition&) const = default;
};

/// The formula that a measured blocking is held against.
enum class Theory : std::uint8_t { erlang_b, engset, overflow, value };

/// As a scenario writes it: `erlang_b`.
std::string_view text(Theory theory);

/// As written; a bound in a metric's own measure.
std::string text(const Condition& condition);

/// `blocking(final) agrees_with overflow`, `blocking(final) agrees_with 0.2084`: the theory's value
/// for the offered load, or the known answer, lies in the measurement's confidence interval.
struct Agreement {
  Metric metric{};
  Theory theory = Theory::erlang_b;
  double value = 0.0;  // With `value`: the known answer itself.

  bool operator==(const Agreement&) const = default;
};

/// What must be true when a run is over. Exactly one of the two is set. The laws of conservation
/// are always checked and need no expectation.
struct Expectation {
  std::string text{};  // As written.
  std::optional<Condition> condition{};
  std::optional<Agreement> agreement{};
  Place place{};
};

/// Run until this is known so well: the measurement's confidence interval (99 %) reaches at most
/// this far to either side, relative to the value.
struct Precision {
  Metric metric{};
  double within = 0.05;
  Place place{};
};

}  // namespace forlopp::scenario
