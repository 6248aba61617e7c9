#pragma once

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// Words and calls that the project has something better for; each finding names it.
Findings banned_words(const SourceFile& file);

/// `catch` outside the runtime, which turns an exception into an exit reason, and the few places
/// that wrap a library which throws.
Findings stray_catches(const SourceFile& file);

/// Words in file names that say nothing about the file.
Findings empty_file_names(const SourceFile& file);

/// `#pragma once` in every header, and no `using namespace` there outside functions, but for
/// literals in tests.
Findings header_manners(const SourceFile& file);

/// Test names are sentences: the suite is who, the name says with at least two words
/// what happens.
Findings unspoken_test_names(const SourceFile& file);

}  // namespace forlopp::tidy
