#include "scenarios/cli/replay_command.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include <fmt/format.h>

#include "scenarios/cli/scenario_files.hpp"

namespace forlopp::cli {
namespace {

bool is_plain(char c) {
  constexpr std::string_view others = "/._-+=:@%,";
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || others.find(c) != others.npos;
}

/// As one word of a shell.
std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string{word};
  std::string result = "'";
  for (const char c : word) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

}  // namespace

Started how_started(std::string_view program) {
  const char* dev = std::getenv("FORLOPP_DEV");
  if (dev != nullptr && *dev != '\0') return {.by = dev, .with_dev = true};
  return {.by = std::string{program}, .with_dev = false};
}

std::string replay_command(const Started& started, std::string_view name_or_path,
                           std::uint64_t seed) {
  const auto shipped = name_of_shipped(name_or_path);
  const std::string by = shell_word(started.by);
  if (shipped && started.with_dev) return fmt::format("{} replay {} {}", by, *shipped, seed);
  const std::string scenario = shipped ? *shipped : shell_word(name_or_path);
  return fmt::format("{} run {} --seed {}", by, scenario, seed);
}

}  // namespace forlopp::cli
