#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/scenario_place.hpp"

namespace forlopp::scenario {

struct YamlEntry;

/// A value of a YAML file that knows where it stands. The subset that scenarios need: no aliases,
/// anchors or tags, one document, no key twice.
struct YamlNode {
  enum class Kind : std::uint8_t { nothing, scalar, list, map };
  Kind kind = Kind::nothing;
  Place place{};
  std::string scalar{};
  std::vector<YamlNode> items{};
  std::vector<YamlEntry> entries{};
};

struct YamlEntry {
  std::string key{};
  Place place{};
  YamlNode value{};
};

/// `a list`, `'90 s'`: what was found, for an error message; cut where it is long.
std::string found(const YamlNode& node);

/// Reads a text of at most `yaml_size_max` bytes. Whatever it cannot read is added to `problems`,
/// and the document holds what could be read. Never throws.
YamlNode parse_yaml(std::string_view text, std::vector<Problem>& problems);

inline constexpr std::size_t yaml_size_max = 1 << 20;
inline constexpr int yaml_depth_max = 16;
inline constexpr std::size_t yaml_entries_max = 500;

}  // namespace forlopp::scenario
