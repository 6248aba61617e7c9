#include "scenarios/cli/refuse.hpp"

#include <fmt/format.h>

#include "scenarios/cli/commands.hpp"

namespace forlopp::cli {

int refuse(const std::string& why) {
  fmt::print(stderr, "forlopp: {}\n", why);
  return refused;
}

}  // namespace forlopp::cli
