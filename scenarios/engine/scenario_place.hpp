#pragma once

#include <string>
#include <string_view>

namespace forlopp::scenario {

/// Where in a scenario file something was written; both counted from 1, 0: not from a file.
struct Place {
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

/// What is wrong with a scenario, and where.
struct Problem {
  Place place{};
  std::string text{};
  std::string_view key{};  // Of a fault: which of its keys is wrong; often empty.
};

}  // namespace forlopp::scenario
