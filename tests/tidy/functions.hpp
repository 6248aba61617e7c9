#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Lines of a file, and columns of a line. Between `clang-format off` and `on`, where tables are
/// laid out by hand, text in quotes does not count; raw strings never do.
Findings oversized_files(const SourceFile& file);
Findings long_lines(const SourceFile& file);

/// Function bodies of more than 70 lines, quoted text not counted. Found by counting braces, so a
/// body hidden in a macro is not seen.
Findings long_functions(const SourceFile& file);

}  // namespace forlopp::tidy
