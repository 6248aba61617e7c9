#include "tests/tidy/behaviours.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

namespace forlopp::tidy {
namespace {

struct Row {
  std::size_t line;
  std::string text;
  std::set<std::string> names{};
};
using Rows = std::map<std::string, Row>;

/// What stands between two signs, again and again.
std::set<std::string> between_signs(std::string_view text, char sign) {
  std::set<std::string> found;
  for (auto open = text.find(sign); open != text.npos;) {
    const auto close = text.find(sign, open + 1);
    if (close == text.npos) break;
    found.emplace(text.substr(open + 1, close - open - 1));
    open = text.find(sign, close + 1);
  }
  return found;
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}

bool all_of(std::string_view text, int (*is)(int)) {
  return !text.empty() && std::ranges::all_of(text, [is](unsigned char c) { return is(c) != 0; });
}

bool is_area(std::string_view word) {
  return word.size() >= 2 && all_of(word, std::isupper);
}

/// `LINK-03` of `LINK` and `03`; empty if these are other words.
std::string id_of(std::string_view area, std::string_view number) {
  const bool is_id = is_area(area) && all_of(number, std::isdigit);
  return is_id ? std::string{area} + '-' + std::string{number} : std::string{};
}

/// The row of a line of the page, with its id; no id: the line is something else.
std::pair<std::string, Row> row_of(std::string_view line, std::size_t number) {
  if (!line.starts_with("| ") || !line.ends_with(" |")) return {};
  const auto end = line.find(" | ");
  if (end == line.npos) return {};
  const std::vector<std::string> id = split(line.substr(2, end - 2), "-");
  const std::string text{line.substr(end + 3, std::max(line.size(), end + 5) - end - 5)};
  return {id.size() == 2 ? id_of(id[0], id[1]) : "", {number, text, between_signs(text, '`')}};
}

Rows rows_of(const SourceFile& page) {
  Rows rows;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    auto [id, row] = row_of(page.lines[i], i + 1);
    if (!id.empty()) rows[id] = std::move(row);
  }
  return rows;
}

/// The names of all tests; a long one may stand on a line of its own.
std::set<std::string> tests_of(const std::vector<SourceFile>& files) {
  std::set<std::string> tests;
  for (const SourceFile& file : files) {
    if (!is_cpp(file) || !is_under(file, "tests")) continue;
    std::string text;
    for (const std::string& line : file.code) text += line + '\n';
    for (auto at = text.find("TEST"); at != text.npos; at = text.find("TEST", at + 1)) {
      const auto comma = text.find_first_of(",;{", at);
      const auto start = text.find_first_not_of(" \n", std::min(comma, text.size() - 2) + 1);
      const auto end = text.find(')', std::min(start, text.size()));
      if (end != text.npos) tests.insert(text.substr(start, end - start));
    }
  }
  return tests;
}

std::vector<std::string> ids_in(const std::string& test) {
  std::vector<std::string> ids;
  const std::vector<std::string> words = split(test, "_");
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string id = id_of(words[i], words[i + 1]);
    if (!id.empty()) ids.push_back(id);
  }
  return ids;
}

}  // namespace

Findings unproven_behaviours(const SourceFile& page, const std::vector<SourceFile>& files,
                             const std::vector<std::string>& scenarios) {
  Findings findings;
  const Rows rows = rows_of(page);
  const std::set<std::string> tests = tests_of(files);
  std::set<std::string> proofs = tests;
  proofs.insert(scenarios.begin(), scenarios.end());
  for (const auto& [id, row] : rows) {
    if (row.text.empty())
      findings.push_back({page.path, row.line, id + " has neither proof nor reason"});
    for (const std::string& name : row.names)
      if (!proofs.contains(name))
        findings.push_back({page.path, row.line, "neither test nor scenario: " + name});
  }
  for (const std::string& test : tests)
    for (const std::string& id : ids_in(test)) {
      const auto row = rows.find(id);
      if (row == rows.end() || !row->second.names.contains(test))
        findings.push_back({page.path, 0, id + " does not list " + test});
    }
  return findings;
}

}  // namespace forlopp::tidy
