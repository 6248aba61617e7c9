#pragma once

#include <filesystem>
#include <string>

#include "runtime/result.hpp"

namespace forlopp::scenario {

/// Removes a database that nobody has open, with what SQLite keeps beside it; none is fine too, and
/// so is an empty path. The error is a sentence.
runtime::Result<void, std::string> remove_database(const std::filesystem::path& database);

}  // namespace forlopp::scenario
