#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "runtime/result.hpp"

namespace forlopp::cli {

/// Makes a new folder `parent/SCENARIO-seed-SEED`, or the same with `-2`, `-3`, ... if there has
/// been such a run before: nothing is ever overwritten. The error is a sentence.
runtime::Result<std::filesystem::path, std::string> make_run_folder(
    const std::filesystem::path& parent, std::string_view scenario, std::uint64_t seed);

}  // namespace forlopp::cli
