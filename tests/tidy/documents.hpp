#pragma once

#include <set>

#include "tests/tidy/source_tree.hpp"

namespace forlopp::tidy {

/// A Markdown page has one title, and it comes first.
Findings titles(const SourceFile& page);

/// Links of a page that lead to nothing in the repository under `root`. Links to the web are not
/// followed.
Findings dead_links(const SourceFile& page, const std::string& root);

/// Pages under docs/ that no other page links to.
Findings orphans(const std::vector<SourceFile>& files);

}  // namespace forlopp::tidy
