#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Code in a page of docs/runtime/ that is not in the file which its fence names:
///
///     ```cpp examples/key_value/store.hpp
///
/// It is compared line by line, but for indentation. A line `// ...` stands for whatever is left
/// out; what comes after it comes later in the file.
Findings invented_snippets(const SourceFile& page, const std::vector<SourceFile>& files);

/// Tests that a page of docs/runtime/ names, as `Suite.Name`, and that are not in the tree.
Findings invented_tests(const SourceFile& page, const std::vector<SourceFile>& files);

}  // namespace forlopp::tidy
