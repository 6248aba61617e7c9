#include "scenarios/engine/scenario_distribution.hpp"

#include <charconv>
#include <optional>

#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {
namespace {

using hwsim::Distribution;
using runtime::err;
using runtime::Result;

constexpr std::string_view distribution_form =
    "a duration, or one drawn: exponential 90s, uniform 1s..3s, lognormal median 8s spread 2, "
    "lognormal mean 8s spread 2, erlang-3 90s";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Takes a word from the front of the text when it is there.
bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text = trimmed(text.substr(word.size()));
  return true;
}

std::optional<Distribution> uniform(std::string_view text) {
  const auto at = text.find("..");
  if (at == std::string_view::npos) return std::nullopt;
  const auto shortest = parse_duration(text.substr(0, at));
  const auto longest = parse_duration(text.substr(at + 2));
  if (!shortest || !longest || *shortest > *longest) return std::nullopt;
  return Distribution::uniform(*shortest, *longest);
}

std::optional<Distribution> lognormal(std::string_view text) {
  const bool by_mean = take(text, "mean ");
  if (!by_mean && !take(text, "median ")) return std::nullopt;
  const auto at = text.find("spread ");
  if (at == std::string_view::npos) return std::nullopt;
  const auto middle = parse_duration(text.substr(0, at));
  const auto spread = parse_quantity(text.substr(at + 7));
  if (!middle || !spread || spread->unit != Unit::count) return std::nullopt;
  if (spread->value < 1.0 || spread->value > 10.0) return std::nullopt;
  return by_mean ? Distribution::lognormal_with_mean(*middle, spread->value)
                 : Distribution::lognormal(*middle, spread->value);
}

std::optional<Distribution> erlang(std::string_view text) {
  int phases = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), phases);
  if (error != std::errc{} || phases < 1 || phases > 1'000) return std::nullopt;
  const auto mean = parse_duration(text.substr(static_cast<std::size_t>(end - text.data())));
  if (!mean) return std::nullopt;
  return Distribution::erlang(phases, *mean);
}

std::optional<Distribution> exponential(std::string_view text) {
  const auto mean = parse_duration(text);
  if (!mean) return std::nullopt;
  return Distribution::exponential(*mean);
}

std::optional<Distribution> drawn(std::string_view text) {
  if (take(text, "exponential ")) return exponential(text);
  if (take(text, "uniform ")) return uniform(text);
  if (take(text, "lognormal ")) return lognormal(text);
  if (take(text, "erlang-")) return erlang(text);
  return std::nullopt;
}

}  // namespace

Result<Distribution, std::string> parse_distribution(std::string_view text) {
  text = trimmed(text);
  if (const auto distribution = drawn(text)) return *distribution;
  take(text, "constant ");
  if (const auto value = parse_duration(text)) return Distribution::constant(*value);
  return err(std::string{distribution_form});
}

}  // namespace forlopp::scenario
