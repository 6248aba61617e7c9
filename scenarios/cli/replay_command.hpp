#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace forlopp::cli {

/// How the program was started, as its user would start it again: the path of `dev` where that did
/// it (it says so in the environment), else the program's own.
struct Started {
  std::string by;  ///< `./dev`, `forlopp`.
  bool with_dev = false;
};
Started how_started(std::string_view program);

/// What to paste into the same shell to get this run again: `./dev replay smoke 7` of a scenario
/// that comes along, `./dev run talk.yaml --seed 7` of a file; without `dev`, the program's `run`.
std::string replay_command(const Started& started, std::string_view name_or_path,
                           std::uint64_t seed);

}  // namespace forlopp::cli
