#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hwsim/distribution.hpp"
#include "scenarios/engine/scenario_place.hpp"
#include "scenarios/engine/units.hpp"
#include "scenarios/engine/yaml_document.hpp"

namespace forlopp::scenario {

struct DurationRange {
  Duration least{};
  Duration most = std::chrono::hours{24 * 365};
};

/// Of shares as a fraction, of rates per second.
struct NumberRange {
  double least = 0.0;
  double most = 1.0;
};

/// A word that a scenario may write and what it means.
template <class T>
using Word = std::pair<std::string_view, T>;

/// A map of a scenario file, read key by key. What is wrong is noted, and the value that was to be
/// used without the key is taken, so that everything wrong in a file is found at once. Each key
/// that exists must be asked for before `refuse_others`, which reports all that nobody asked for.
class Section {
 public:
  /// `name` is what the map is called in messages: `exchange`. A node that is no map is a problem.
  Section(const YamlNode& node, std::string name, std::vector<Problem>& problems);

  Place place() const { return node_.place; }
  Place place_of(std::string_view key) const;
  std::vector<Problem>& problems() { return problems_; }

  /// The value of a key; null without it.
  const YamlNode* find(std::string_view key);
  /// The same; without it a problem.
  const YamlNode* require(std::string_view key);
  bool has(std::string_view key) { return find(key) != nullptr; }

  /// The scalar of a key, nothing without it; anything but a scalar is a problem.
  std::optional<std::string> text(std::string_view key);
  /// The items of a list; a problem when it is none. Empty without the key.
  std::span<const YamlNode> list(std::string_view key);

  int count(std::string_view key, CountRange range, int otherwise);
  Duration duration(std::string_view key, DurationRange range, Duration otherwise);
  double share(std::string_view key, NumberRange range, double otherwise);
  double rate(std::string_view key, NumberRange range, double otherwise);
  std::optional<hwsim::Distribution> distribution(std::string_view key);

  template <class T>
  T word(std::string_view key, std::span<const Word<T>> words, T otherwise) {
    const auto written = text(key);
    if (!written) return otherwise;
    std::vector<std::string_view> names;
    for (const auto& [name, value] : words) {
      if (name == *written) return value;
      names.push_back(name);
    }
    expected_word(key, *written, names);
    return otherwise;
  }

  /// Notes that what stands at the key is not what was expected: `a whole number from 1 to 9`.
  void expected(std::string_view key, std::string_view what);
  void problem(Place place, std::string text);
  void refuse_others();

 private:
  void expected_word(std::string_view key, std::string_view written,
                     std::span<const std::string_view> names);

  const YamlNode& node_;
  std::string name_;
  std::vector<Problem>& problems_;
  std::vector<std::string_view> asked_;
};

}  // namespace forlopp::scenario
