#include "tests/tidy/layout.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace forlopp::tidy {
namespace {

constexpr std::string_view list_name = "CMakeLists.txt";

bool is_path_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.';
}

/// True when `line` has `name` and neither neighbour makes it part of a longer path.
bool names(std::string_view line, std::string_view name) {
  for (std::size_t at = line.find(name); at != line.npos; at = line.find(name, at + 1)) {
    const bool starts = at == 0 || !is_path_part(line[at - 1]);
    const std::size_t end = at + name.size();
    if (starts && (end == line.size() || !is_path_part(line[end]))) return true;
  }
  return false;
}

bool mentions(const SourceFile& list, std::string_view name) {
  return std::ranges::any_of(list.lines,
                             [&](const std::string& line) { return names(line, name); });
}

/// By its path from the list's folder, or from a folder that a variable stands for.
bool lists(const SourceFile& list, const SourceFile& file) {
  if (!list.path.ends_with(list_name)) return false;
  const std::string folder = list.path.substr(0, list.path.size() - list_name.size());
  if (file.path.starts_with(folder) && mentions(list, file.path.substr(folder.size()))) return true;
  const std::string name = file.path.substr(file.path.rfind('/') + 1);
  const auto by_variable = [&](const std::string& line) {
    return line.find("}/" + file.path) != line.npos || line.find("}/" + name) != line.npos;
  };
  return std::ranges::any_of(list.lines, by_variable);
}

bool is_listed(const std::vector<SourceFile>& files, const SourceFile& file) {
  return std::ranges::any_of(files, [&](const SourceFile& list) { return lists(list, file); });
}

/// Code that a test shows to the compiler, which must refuse it.
bool is_example(const SourceFile& file) {
  return file.path.find("/compile_fail/") != std::string::npos;
}

bool is_public(const std::vector<SourceFile>& files, const SourceFile& file) {
  return is_header(file) && !is_under(file, "tests") && is_listed(files, file);
}

}  // namespace

Findings unlisted_sources(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const SourceFile& file : files)
    if (file.path.ends_with(".cpp") && !is_example(file) && !is_listed(files, file))
      findings.push_back({file.path, 0, "in no CMakeLists.txt"});
  return findings;
}

Findings private_includes(const std::vector<SourceFile>& files) {
  std::set<std::string> installed;
  for (const SourceFile& file : files)
    if (is_public(files, file)) installed.insert(file.path);
  Findings findings;
  for (const SourceFile& file : files) {
    if (!installed.contains(file.path)) continue;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      const std::string_view included = own_include(file.code[i]);
      if (!included.empty() && !installed.contains(std::string(included)))
        findings.push_back({file.path, i + 1, "a public header includes a private one"});
    }
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
