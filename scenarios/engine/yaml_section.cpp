#include "scenarios/engine/yaml_section.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/engine/scenario_distribution.hpp"
#include "scenarios/engine/scenario_suggestion.hpp"

namespace forlopp::scenario {
namespace {

const YamlEntry* entry_of(const YamlNode& node, std::string_view key) {
  const auto found = std::ranges::find(node.entries, key, &YamlEntry::key);
  return found == node.entries.end() ? nullptr : &*found;
}

}  // namespace

Section::Section(const YamlNode& node, std::string name, std::vector<Problem>& problems)
    : node_{node}, name_{std::move(name)}, problems_{problems} {
  if (node.kind != YamlNode::Kind::map)
    problem(node.place, fmt::format("{}: found {}; expected a map of keys", name_, found(node)));
}

Place Section::place_of(std::string_view key) const {
  const auto* entry = entry_of(node_, key);
  return entry == nullptr ? node_.place : entry->value.place;
}

void Section::problem(Place place, std::string text) {
  problems_.push_back({place, std::move(text)});
}

const YamlNode* Section::find(std::string_view key) {
  if (std::ranges::find(asked_, key) == asked_.end()) asked_.push_back(key);
  const auto* entry = entry_of(node_, key);
  return entry == nullptr ? nullptr : &entry->value;
}

const YamlNode* Section::require(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr && node_.kind == YamlNode::Kind::map)
    problem(node_.place, fmt::format("{} lacks '{}'", name_, key));
  return node;
}

std::optional<std::string> Section::text(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == YamlNode::Kind::scalar) return node->scalar;
  expected(key, "one value");
  return std::nullopt;
}

std::span<const YamlNode> Section::list(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  if (node->kind == YamlNode::Kind::list) return node->items;
  expected(key, "a list");
  return {};
}

int Section::count(std::string_view key, CountRange range, int otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  const auto value = parse_count(*written);
  if (!value) {
    expected(key, value.error());
    return otherwise;
  }
  if (*value >= range.least && *value <= range.most) return static_cast<int>(*value);
  expected(key, fmt::format("a whole number from {} to {}", range.least, range.most));
  return otherwise;
}

Duration Section::duration(std::string_view key, DurationRange range, Duration otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  const auto value = parse_duration(*written);
  if (!value) {
    expected(key, value.error());
    return otherwise;
  }
  if (*value >= range.least && *value <= range.most) return *value;
  expected(key, fmt::format("a duration from {} to {}", scenario::text(range.least),
                            scenario::text(range.most)));
  return otherwise;
}

double Section::share(std::string_view key, NumberRange range, double otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  const auto value = parse_share(*written);
  if (!value) {
    expected(key, value.error());
    return otherwise;
  }
  if (*value >= range.least && *value <= range.most) return *value;
  expected(key, fmt::format("a share from {:g} to {:g} %", range.least * 100, range.most * 100));
  return otherwise;
}

double Section::rate(std::string_view key, NumberRange range, double otherwise) {
  const auto written = text(key);
  if (!written) return otherwise;
  const auto value = parse_rate(*written);
  if (!value) {
    expected(key, value.error());
    return otherwise;
  }
  if (*value >= range.least && *value <= range.most) return *value;
  expected(key,
           fmt::format("a rate from {} to {}", scenario::text(Quantity{range.least, Unit::rate}),
                       scenario::text(Quantity{range.most, Unit::rate})));
  return otherwise;
}

std::optional<hwsim::Distribution> Section::distribution(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  auto value = parse_distribution(*written);
  if (value) return *value;
  expected(key, value.error());
  return std::nullopt;
}

void Section::expected(std::string_view key, std::string_view what) {
  const auto* entry = entry_of(node_, key);
  if (entry == nullptr) return;
  problem(entry->value.place,
          fmt::format("{}: found {}; expected {}", key, found(entry->value), what));
}

void Section::expected_word(std::string_view key, std::string_view written,
                            std::span<const std::string_view> names) {
  expected(key, listed(names) + suggestion(written, names));
}

void Section::refuse_others() {
  for (const auto& entry : node_.entries) {
    if (std::ranges::find(asked_, std::string_view{entry.key}) != asked_.end()) continue;
    problem(entry.place, fmt::format("unknown key '{}' in {}{}", entry.key, name_,
                                     suggestion(entry.key, asked_)));
  }
}

}  // namespace forlopp::scenario
