#include "scenarios/cli/option_checks.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "scenarios/cli/whole_text.hpp"
#include "scenarios/live/pace.hpp"

namespace forlopp::cli {
namespace {

using live::Pace;

constexpr std::uint64_t seeds_max = 1'000'000;
/// As in a scenario file.
constexpr std::uint64_t seed_max = 1'000'000'000'000'000;

}  // namespace

std::string refusal_of_seed(const std::string& text) {
  const auto seed = number_in<std::uint64_t>(text);
  if (seed && *seed <= seed_max) return {};
  return fmt::format("found '{}'; expected a whole number from 0 to {}", text, seed_max);
}

std::string refusal_of_seeds(const std::string& text) {
  const auto seeds = number_in<std::uint64_t>(text);
  if (seeds && *seeds >= 1 && *seeds <= seeds_max) return {};
  return fmt::format("found '{}'; expected a whole number of seeds from 1 to {}", text, seeds_max);
}

std::string refusal_of_pace(const std::string& text) {
  const auto pace = number_in<double>(text);
  if (pace && Pace::is_one(*pace)) return {};
  return fmt::format("found '{}'; expected 0, or a number from {} to {:.0f}", text, Pace::least,
                     Pace::most);
}

}  // namespace forlopp::cli
