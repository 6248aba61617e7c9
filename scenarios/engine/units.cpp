#include "scenarios/engine/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace forlopp::scenario {
namespace {

using runtime::err;
using runtime::Result;

constexpr double number_max = 1e15;
constexpr double duration_max = 365.0 * 24 * 3600;

struct UnitName {
  std::string_view name;
  double size;
};

// In the order in which a duration is written out.
constexpr std::array<UnitName, 7> duration_units{
    {{"d", 86'400}, {"h", 3'600}, {"min", 60}, {"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}}};
constexpr std::array<UnitName, 3> rate_units{{{"/s", 1}, {"/min", 1.0 / 60}, {"/h", 1.0 / 3600}}};

constexpr std::string_view duration_form = "a duration such as 90s, 3min, 1h or 20ms";
constexpr std::string_view rate_form = "a rate such as 5/s, 30/min or 2/h";
constexpr std::string_view share_form = "a share such as 1 %";
constexpr std::string_view count_form = "a whole number";
constexpr std::string_view quantity_form =
    "a number, alone or with one of the units s, min, h, ms, us, E, %, /s, /min, /h";

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

std::string_view without_leading_spaces(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view trimmed(std::string_view text) {
  text = without_leading_spaces(text);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Takes a number from the front of the text.
std::optional<double> take_number(std::string_view& text) {
  std::string digits;
  std::size_t used = 0;
  for (; used < text.size(); ++used) {
    const char c = text[used];
    if (c == '_' && used > 0) continue;
    if ((c < '0' || c > '9') && c != '.' && !(c == '-' && used == 0)) break;
    digits += c;
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (!std::isfinite(value) || std::abs(value) > number_max) return std::nullopt;
  text = without_leading_spaces(text.substr(used));
  return value;
}

// Takes a unit's name from the front of the text: letters, or a slash and letters.
std::string_view take_unit(std::string_view& text) {
  const auto is_unit_char = [](char c) { return (c >= 'a' && c <= 'z') || c == '/'; };
  const auto end = std::find_if_not(text.begin(), text.end(), is_unit_char);
  const auto unit = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text = without_leading_spaces(text.substr(unit.size()));
  return unit;
}

template <std::size_t n>
std::optional<double> size_of(const std::array<UnitName, n>& units, std::string_view name) {
  const auto found = std::ranges::find(units, name, &UnitName::name);
  if (found == units.end()) return std::nullopt;
  return found->size;
}

std::string form(std::string_view what) {
  return std::string{what};
}

std::string significant(double value) {
  return fmt::format("{:.6g}", value);
}

// A number and the unit after it; the unit is everything that is left.
struct Parts {
  double number;
  std::string_view unit;
};

std::optional<Parts> split(std::string_view text) {
  text = trimmed(text);
  const auto number = take_number(text);
  if (!number) return std::nullopt;
  return Parts{*number, text};
}

std::optional<Unit> unit_of(std::string_view name) {
  if (name.empty()) return Unit::count;
  if (name == "%") return Unit::share;
  if (name == "E") return Unit::traffic;
  if (size_of(rate_units, name)) return Unit::rate;
  return std::nullopt;
}

}  // namespace

Duration seconds(double value) {
  const double bounded = std::clamp(value, 0.0, duration_max);
  return Duration{static_cast<Duration::rep>(bounded * 1e9 + 0.5)};
}

Result<Duration, std::string> parse_duration(std::string_view text) {
  std::string_view rest = trimmed(text);
  double sum = 0.0;
  do {
    const auto number = take_number(rest);
    if (!number) return err(form(duration_form));
    const auto unit = take_unit(rest);
    if (unit.empty()) return err(fmt::format("{}: the unit is missing", duration_form));
    const auto size = size_of(duration_units, unit);
    if (!size) return err(form(duration_form));
    if (*number < 0) return err(fmt::format("{}, not a negative one", duration_form));
    sum += *number * *size;
  } while (!rest.empty());
  if (sum > duration_max) return err(std::string{"a duration of at most a year"});
  return seconds(sum);
}

Result<double, std::string> parse_share(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return err(form(share_form));
  if (parts->unit.empty()) return err(fmt::format("{}: the unit is missing", share_form));
  if (parts->unit != "%") return err(form(share_form));
  return parts->number / 100.0;
}

Result<double, std::string> parse_rate(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return err(form(rate_form));
  if (parts->unit.empty()) return err(fmt::format("{}: the unit is missing", rate_form));
  const auto size = size_of(rate_units, parts->unit);
  if (!size) return err(form(rate_form));
  return parts->number * *size;
}

Result<long long, std::string> parse_count(std::string_view text) {
  const auto parts = split(text);
  if (!parts || parts->number != std::floor(parts->number)) return err(form(count_form));
  if (!parts->unit.empty()) return err(fmt::format("{} without a unit", count_form));
  return static_cast<long long>(parts->number);
}

Result<Quantity, std::string> parse_quantity(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return err(form(quantity_form));
  const auto unit = unit_of(parts->unit);
  if (!unit) {
    const auto duration = parse_duration(text);
    if (!duration) return err(form(quantity_form));
    return Quantity{static_cast<double>(duration->count()) / 1e9, Unit::duration};
  }
  double value = parts->number;
  if (*unit == Unit::share) value /= 100.0;
  if (*unit == Unit::rate) value *= *size_of(rate_units, parts->unit);
  return Quantity{value, *unit};
}

std::string text(Duration duration) {
  if (duration < Duration::zero()) return "-" + text(-duration);
  double left = static_cast<double>(duration.count()) / 1e9;
  if (left == 0.0) return "0 s";
  if (left < 120.0 && left >= 1.0) return fmt::format("{} s", significant(left));
  std::string result;
  for (const auto& unit : duration_units) {
    if (left < unit.size) continue;
    if (unit.size <= 1.0)
      return fmt::format("{}{} {}", result, significant(left / unit.size), unit.name);
    const double whole = std::floor(left / unit.size);
    result += fmt::format("{:g} {} ", whole, unit.name);
    left -= whole * unit.size;
    if (left < 1e-9) break;
  }
  return std::string{trimmed(result)};
}

std::string text(const Quantity& quantity) {
  switch (quantity.unit) {
    case Unit::count: return significant(quantity.value);
    case Unit::duration: return text(seconds(quantity.value));
    case Unit::traffic: return significant(quantity.value) + " E";
    case Unit::rate:
      return quantity.value > 0 && quantity.value < 0.1 ? significant(quantity.value * 3600) + "/h"
                                                        : significant(quantity.value) + "/s";
    case Unit::share: return significant(quantity.value * 100) + " %";
  }
  return {};
}

}  // namespace forlopp::scenario
