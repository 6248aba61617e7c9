#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// What is wrong with the page that lists OTP's behaviours with what shows each of them. Its rows
/// are
/// `| LINK-03 | ... |`; names in backquotes are tests of the tree, or scenarios among `scenarios`.
/// A row names at least one or gives a reason; a test whose name says a behaviour's id
/// (`LINK_03_...`) stands in that row.
Findings unproven_behaviours(const SourceFile& page, const std::vector<SourceFile>& files,
                             const std::vector<std::string>& scenarios);

}  // namespace forlopp::tidy
