#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenarios/engine/expectation.hpp"
#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// What stands between the parentheses of a metric.
enum class MetricArgument : std::uint8_t {
  none,
  group,           // A trunk group or a traffic class.
  delay,           // See `delay_names`.
  level,           // See `level_names`.
  optional_level,  // The same, or nothing: all of them.
  cause,           // A value of Q.850: 1 to 127.
  fault,           // A fault's name.
};

/// Whether a metric can be read while the run goes on, and so may trigger a fault.
enum class Readable : std::uint8_t { at_the_end, any_time };

struct MetricDefinition {
  std::string_view name;
  MetricArgument argument;
  Unit unit;
  Readable readable;
  std::string_view meaning;
  /// In the measure of `unit`: durations in seconds, shares as fractions. Nothing when the run did
  /// not measure it.
  std::optional<double> (*value)(const Measurements& measured, std::string_view argument);
};

/// Every metric there is, by name.
std::span<const MetricDefinition> metric_definitions();
/// Null if there is none of that name.
const MetricDefinition* find_metric(std::string_view name);

/// A name in scenarios, and the one that the measurements have.
struct DelayName {
  std::string_view name;
  std::string_view measured;
};
std::span<const DelayName> delay_names();

struct LevelName {
  std::string_view name;
  int level;
};
std::span<const LevelName> level_names();

/// In the measure of the metric's unit. A metric that is none, or was not measured, is nothing.
/// Only the counts, the restarts and the faults need to be filled in for what is readable at any
/// time.
std::optional<double> value_of(const Metric& metric, const Measurements& measured);

/// False when the metric was not measured.
bool is_met(const Condition& condition, const Measurements& measured);

/// Holds an expectation against what came out.
ExpectationResult evaluate(const Expectation& expectation, const Measurements& measured);

/// Whether this is known well enough to end the run. False when it was not measured.
bool is_reached(const Precision& precision, const Measurements& measured);

}  // namespace forlopp::scenario
