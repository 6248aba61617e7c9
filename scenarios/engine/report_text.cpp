#include "scenarios/engine/report_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace forlopp::scenario {

namespace {

double in_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

/// Three significant digits, none of them behind the point from 100 on.
std::string three_digits(double value) {
  if (value >= 99.95) return fmt::format("{:.0f}", value);
  return value >= 9.995 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f;
}

struct Lead {
  unsigned char mask;
  unsigned char bits;
  std::size_t length;
  std::uint32_t least;  // A shorter encoding would have done for less.
};

constexpr std::array<Lead, 3> leads{
    {{0xe0, 0xc0, 2, 0x80}, {0xf0, 0xe0, 3, 0x800}, {0xf8, 0xf0, 4, 0x10000}}};

bool is_scalar_value(std::uint32_t code) {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && (code < 0x80 || code > 0x9f);
}

/// Bytes of the well-formed character that the text begins with; 0 when it is none, or is a
/// control character.
std::size_t length_of_first(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return is_control(first) ? 0 : 1;
  for (const auto& lead : leads) {
    if ((first & lead.mask) != lead.bits) continue;
    if (text.size() < lead.length) return 0;
    std::uint32_t code = first & static_cast<unsigned char>(~lead.mask);
    for (std::size_t i = 1; i < lead.length; ++i) {
      if (!is_continuation(text[i])) return 0;
      code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    }
    return code >= lead.least && is_scalar_value(code) ? lead.length : 0;
  }
  return 0;
}

}  // namespace

std::string count_text(std::uint64_t count) {
  auto digits = fmt::format("{}", count);
  for (auto at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, " ");
  return digits;
}

std::string percent_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const double percent = 100 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && percent < 0.05) return "< 0.1 %";
  return fmt::format("{:.1f} %", percent);
}

std::string delay_text(Duration delay) {
  const double seconds = in_seconds(delay);
  if (delay.count() == 0) return "0 ms";
  if (seconds < 0.9995e-3) return three_digits(seconds * 1e6) + " us";
  if (seconds < 0.9995) return three_digits(seconds * 1e3) + " ms";
  return span_text(delay);
}

std::string span_text(Duration span) {
  const double seconds = in_seconds(span);
  if (seconds < 59.95) return three_digits(seconds) + " s";
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  const auto minutes = (whole + 30) / 60;
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string clock_text(Duration at) {
  const auto milliseconds = at.count() / 1'000'000;
  const auto seconds = milliseconds / 1000;
  return fmt::format("{}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     milliseconds % 1000);
}

std::string fraction_text(double fraction) {
  if (fraction == 0) return "0";
  if (std::abs(fraction) < 1e-4) return fmt::format("{:.1e}", fraction);
  const double size = std::abs(fraction);
  return fmt::format("{:.{}f}", fraction, size >= 0.1 ? 4 : size >= 0.001 ? 5 : 6);
}

std::string erlang_text(double erlangs) {
  return fmt::format("{:.2f} E", erlangs);
}

std::string load_text(const std::optional<double>& erlangs) {
  return erlangs ? erlang_text(*erlangs) : "";
}

std::string interval_text(const Interval& interval) {
  return fmt::format("{} .. {}", fraction_text(interval.low), fraction_text(interval.high));
}

std::string speed_text(double factor) {
  return factor <= 0 ? "-" : three_digits(factor) + " x";
}

std::string lost_text(std::uint64_t transient, std::uint64_t stable) {
  if (transient == 0 && stable == 0) return "-";
  return fmt::format("{} + {}", count_text(transient), count_text(stable));
}

std::string_view severity_text(Severity severity) {
  switch (severity) {
    case Severity::warning: return "warning";
    case Severity::minor: return "minor";
    case Severity::major: return "major";
    case Severity::critical: return "critical";
  }
  return "unknown";
}

std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "PASSED";
    case Verdict::failed: return "FAILED";
    case Verdict::interrupted: return "INTERRUPTED";
  }
  return "FAILED";
}

std::string verdict_text(const Measurements& measured) {
  const auto held = [](const auto& list) {
    return std::ranges::count_if(list, [](const auto& each) { return each.held; });
  };
  const auto laws = fmt::format("{} of {} laws of conservation held", held(measured.audits),
                                measured.audits.size());
  if (measured.expectations.empty()) return "No expectations were stated; " + laws;
  return fmt::format("{} of {} expectations and {}", held(measured.expectations),
                     measured.expectations.size(), laws);
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto length = length_of_first(text);
    result += length == 0 ? std::string_view{"\xef\xbf\xbd"} : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string{text};
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && ++seen == columns) break;
  }
  return std::string{text.substr(0, end)} + "\xe2\x80\xa6";
}

}  // namespace forlopp::scenario
