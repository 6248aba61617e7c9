#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// A component includes only what the table in ARCHITECTURE.md lets it know.
Findings forbidden_includes(const SourceFile& file);

/// No telecom word occurs under `runtime/`, comments included.
Findings telecom_words_in_runtime(const SourceFile& file);

/// Our headers do not drag in headers that take long to parse.
Findings heavy_headers(const SourceFile& file);

}  // namespace forlopp::tidy
