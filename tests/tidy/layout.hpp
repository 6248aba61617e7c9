#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Source files that no CMakeLists.txt in their folder or above names.
Findings unlisted_sources(const std::vector<SourceFile>& files);

/// Public headers (named in a CMakeLists.txt, so installed) that include a header of ours which is
/// not.
Findings private_includes(const std::vector<SourceFile>& files);

/// Public headers that explain nothing: no `///` in them.
Findings silent_headers(const SourceFile& file);

}  // namespace forlopp::tidy
