#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forlopp::tidy {

/// A text file of the repository.
struct SourceFile {
  std::string path;                // From the repository root, with forward slashes.
  std::vector<std::string> lines;  // As they are.
  std::vector<std::string> code;   // C++ only: comments and the insides of literals blanked.
  std::vector<bool> quoted;        // C++ only: whether a raw string goes on from the line before.
};

/// A breach of a rule. Lines count from 1; 0 means the file as a whole.
struct Finding {
  std::string path;
  std::size_t line;
  std::string what;
};

using Findings = std::vector<Finding>;

/// Reads a file's text as if it stood at `path`; the form in which rules are tried out.
SourceFile make_source(std::string path, std::string_view text);

/// Every C++, CMake and Markdown file under `root`, sorted by path. Leaves out what is built
/// (`build`, `runs`) and hidden folders.
std::vector<SourceFile> read_tree(const std::string& root);

bool is_cpp(const SourceFile& file);
bool is_header(const SourceFile& file);
bool is_markdown(const SourceFile& file);
bool is_under(const SourceFile& file, std::string_view folder);

/// What stands between the quotes of an include of ours; empty for any other line.
std::string_view own_include(std::string_view line);

/// The file name without folders and extension.
std::string stem_of(const SourceFile& file);

}  // namespace forlopp::tidy
