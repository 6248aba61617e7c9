#pragma once

#include <string>
#include <utility>
#include <vector>

#include "runtime/random.hpp"

namespace forlopp::test {

/// Changes, doubles, removes or adds a few bytes.
std::string mutated(runtime::Random& random, std::string data);

/// Messages of a real exchange, and requests of real clients (tests/fuzz/corpus): what the files of
/// a folder there hold, by name.
std::vector<std::pair<std::string, std::string>> real_messages(const std::string& folder);

}  // namespace forlopp::test
