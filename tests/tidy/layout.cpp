#include "tests/tidy/layout.hpp"

#include <algorithm>
#include <cctype>

namespace forlopp::tidy {
namespace {

constexpr std::string_view list_name = "CMakeLists.txt";

bool needs_listing(const SourceFile& file) {
  const bool internal = file.path.find("/internal/") != std::string::npos;
  return is_cpp(file) && !(is_header(file) && (internal || is_under(file, "tests")));
}

bool is_path_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.';
}

bool mentions(const SourceFile& list, std::string_view name) {
  return std::ranges::any_of(list.lines, [&](const std::string& line) {
    for (std::size_t at = line.find(name); at != line.npos; at = line.find(name, at + 1)) {
      const bool starts = at == 0 || !is_path_part(line[at - 1]);
      const std::size_t end = at + name.size();
      if (starts && (end == line.size() || !is_path_part(line[end]))) return true;
    }
    return false;
  });
}

bool lists(const SourceFile& list, const SourceFile& file) {
  if (!list.path.ends_with(list_name)) return false;
  const std::string folder = list.path.substr(0, list.path.size() - list_name.size());
  return file.path.starts_with(folder) && mentions(list, file.path.substr(folder.size()));
}

}  // namespace

Findings unlisted_files(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files) {
    if (!needs_listing(file)) continue;
    const bool listed =
        std::ranges::any_of(files, [&](const SourceFile& list) { return lists(list, file); });
    if (!listed) findings.push_back({file.path, 0, "in no CMakeLists.txt"});
  }
  return findings;
}

Findings silent_headers(const SourceFile& file) {
  const bool silent = std::ranges::none_of(
      file.lines, [](const std::string& line) { return line.find("///") != line.npos; });
  if (!is_header(file) || is_under(file, "tests") || !silent) return {};
  return {{file.path, 0, "a public header says what it does (///)"}};
}

}  // namespace forlopp::tidy
