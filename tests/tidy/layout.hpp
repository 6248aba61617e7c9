#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// C++ files that no CMakeLists.txt in their folder or above names. Headers of `internal/` folders
/// and of tests need no mention.
Findings unlisted_files(const std::vector<SourceFile>& files);

/// Public headers that explain nothing: no `///` in them.
Findings silent_headers(const SourceFile& file);

}  // namespace forlopp::tidy
