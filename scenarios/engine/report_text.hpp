#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/engine/measurements.hpp"

/// How the reports write numbers. The decimal sign is a point, thousands are set apart by a space.
namespace forlopp::scenario {

/// `12 345`.
std::string count_text(std::uint64_t count);
/// `65.8 %`, `< 0.1 %`; `-` of a whole that is zero.
std::string percent_text(std::uint64_t part, std::uint64_t whole);
/// Three significant digits with the unit that suits: `38.2 ms`, `1.24 s`, `5 min 12 s`.
std::string delay_text(Duration delay);
/// `7.10 s`, `12 min 5 s`, `1 h 5 min`.
std::string span_text(Duration span);
/// Time since the start of the run: `0:20:00.250`.
std::string clock_text(Duration at);
/// A blocking: `0.2141`, `0.00569`, `3.1e-06`.
std::string fraction_text(double fraction);
/// `10.00 E`.
std::string erlang_text(double erlangs);
/// The same, or nothing of what has no circuits.
std::string load_text(const std::optional<double>& erlangs);
/// `0.2087 .. 0.2196`.
std::string interval_text(const Interval& interval);
/// `551 x`, `0.99 x`; `-` for 0.
std::string speed_text(double factor);
/// `3 + 5`: calls lost in set-up and while talking; `-` for none.
std::string lost_text(std::uint64_t transient, std::uint64_t stable);

std::string_view severity_text(Severity severity);

/// `PASSED`, `FAILED`, `INTERRUPTED`.
std::string_view verdict_word(Verdict verdict);
/// `7 of 7 expectations and 6 of 6 laws of conservation held`.
std::string verdict_text(const Measurements& measured);

/// Well-formed UTF-8 without control characters but tab and line feed; others become U+FFFD.
/// Everything that comes from outside goes through this before it is shown.
std::string printable(std::string_view text);
/// Columns that well-formed text takes, as long as no character is wide.
std::size_t columns_of(std::string_view text);
/// Cut to so many columns >= 1, with an ellipsis when something was cut.
std::string shortened(std::string_view text, std::size_t columns);

}  // namespace forlopp::scenario
