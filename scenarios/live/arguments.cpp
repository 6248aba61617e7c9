#include "scenarios/live/arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "runtime/process_glance.hpp"

namespace forlopp::live {
namespace {

using management::Document;
using management::Map;
using runtime::err;
using runtime::Pid;
using runtime::Result;

/// As of a time that is written with its unit.
constexpr scenario::Duration time_max = std::chrono::hours{24 * 365};

std::optional<std::string> written(const Document& value) {
  if (const auto* text = value.get_if<std::string>()) return *text;
  if (const auto* whole = value.get_if<std::int64_t>()) return std::to_string(*whole);
  if (const auto* number = value.get_if<double>()) return fmt::format("{}", *number);
  return std::nullopt;
}

/// Several lines may be written as one.
std::optional<std::string> written_lines(const Document& value) {
  const auto* lines = value.get_if<management::Array>();
  if (lines == nullptr) return written(value);
  std::string all;
  for (const Document& line : *lines) {
    const auto* text = line.get_if<std::string>();
    if (text == nullptr) return std::nullopt;
    all += (all.empty() ? "" : "; ") + *text;
  }
  return all;
}

}  // namespace

const Document* find(const Map& arguments, std::string_view key) {
  const auto found = std::ranges::find(arguments, key, &Map::value_type::first);
  return found == arguments.end() ? nullptr : &found->second;
}

Result<std::optional<std::string>, std::string> text_of(const Map& arguments,
                                                        std::string_view key) {
  const Document* value = find(arguments, key);
  if (value == nullptr) return std::optional<std::string>{};
  if (const auto* text = value->get_if<std::string>()) return std::optional{*text};
  return err(fmt::format("{}: expected a text", key));
}

Result<std::optional<double>, std::string> number_of(const Map& arguments, std::string_view key,
                                                     double least) {
  const Document* value = find(arguments, key);
  if (value == nullptr) return std::optional<double>{};
  std::optional<double> number;
  if (const auto* whole = value->get_if<std::int64_t>()) number = static_cast<double>(*whole);
  if (const auto* fraction = value->get_if<double>()) number = *fraction;
  if (number && std::isfinite(*number) && *number >= least) return number;
  return err(fmt::format("{}: expected a number of at least {}", key, least));
}

Result<std::optional<std::int64_t>, std::string> count_of(const Map& arguments,
                                                          std::string_view key,
                                                          std::int64_t least) {
  const Document* value = find(arguments, key);
  if (value == nullptr) return std::optional<std::int64_t>{};
  const auto* whole = value->get_if<std::int64_t>();
  if (whole != nullptr && *whole >= least) return std::optional{*whole};
  return err(fmt::format("{}: expected a whole number of at least {}", key, least));
}

Result<std::optional<scenario::Duration>, std::string> time_of(const Map& arguments,
                                                               std::string_view key) {
  const Document* value = find(arguments, key);
  if (value == nullptr) return std::optional<scenario::Duration>{};
  const auto* whole = value->get_if<std::int64_t>();
  if (whole != nullptr && *whole >= 0 && scenario::Duration{*whole} <= time_max) {
    return std::optional{scenario::Duration{*whole}};
  }
  const auto* text = value->get_if<std::string>();
  if (text == nullptr) {
    return err(
        fmt::format("{}: expected nanoseconds, at most a year, or a duration such as 90s", key));
  }
  const auto duration = scenario::parse_duration(*text);
  if (!duration) return err(fmt::format("{}: expected {}", key, duration.error()));
  return std::optional{*duration};
}

std::optional<Pid> read_pid(std::string_view text) {
  if (text.size() < 2 || text.front() != '<' || text.back() != '>') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::array<std::uint32_t, 3> parts{};  // Node, slot, generation.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    const bool ends_well = i + 1 == parts.size() ? text.empty() : text.starts_with('.');
    if (read.ec != std::errc{} || !ends_well) return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
  }
  const bool exists =
      parts[0] == 0 && parts[1] < Pid::slots_max && parts[2] > 0 && parts[2] < Pid::generations_max;
  return exists ? std::optional{Pid{parts[1], parts[2]}} : std::nullopt;
}

Pid process_called(std::string_view text, const runtime::SimulatedNode& node) {
  if (const auto pid = read_pid(text)) return *pid;
  Pid found;
  runtime::glance(node, [&](const runtime::ProcessGlance& seen) {
    const bool is_it = seen.name ? seen.name.text() == text : to_string(seen.label) == text;
    if (is_it && !found) found = seen.pid;
  });
  return found;
}

Result<runtime::Pid, std::string> process_of(const Map& arguments, std::string_view key,
                                             const runtime::SimulatedNode& node) {
  const Document* value = find(arguments, key);
  if (value == nullptr) return err(fmt::format("{}: which process?", key));
  runtime::Pid pid;
  if (const auto* bits = value->get_if<std::int64_t>()) {
    pid = runtime::Pid::from_bits(static_cast<std::uint64_t>(*bits));
  } else if (const auto* text = value->get_if<std::string>(); text != nullptr && !text->empty()) {
    pid = process_called(*text, node);
  }
  if (pid && node.is_alive(pid)) return pid;
  return err(fmt::format("{}: there is no such process, or no more", key));
}

Result<std::vector<scenario::Written>, std::string> written_of(
    const Map& arguments, std::initializer_list<std::string_view> but) {
  std::vector<scenario::Written> all;
  for (const auto& [key, value] : arguments) {
    if (std::ranges::find(but, key) != but.end()) continue;
    auto text = key == "expect" ? written_lines(value) : written(value);
    if (!text) return err(fmt::format("{}: expected a text or a number", key));
    all.push_back({key, std::move(*text)});
  }
  return all;
}

}  // namespace forlopp::live
