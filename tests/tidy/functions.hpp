#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Lines of a file and columns of a line.
Findings oversized_files(const SourceFile& file);
Findings long_lines(const SourceFile& file);

/// Function bodies of more than 70 lines. Found by counting braces, so a body hidden in a macro
/// is not seen.
Findings long_functions(const SourceFile& file);

}  // namespace forlopp::tidy
