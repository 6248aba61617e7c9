#include "tests/tidy/snippets.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace forlopp::tidy {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view fence = "```";
constexpr std::string_view opening = "```cpp";
constexpr std::string_view gap = "// ...";

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? std::string{} : line.substr(first);
}

Lines all_trimmed(const Lines& lines) {
  Lines result;
  std::ranges::transform(lines, std::back_inserter(result), trimmed);
  return result;
}

/// Whether the parts between the gaps occur in the source, one after the other.
bool occurs_in(const Lines& source, const Lines& snippet) {
  auto from = source.begin();
  for (auto part = snippet.begin(); part != snippet.end();) {
    const auto end = std::find(part, snippet.end(), gap);
    const auto found = std::search(from, source.end(), part, end);
    if (found == source.end() && part != end) return false;
    from = found + (end - part);
    part = end == snippet.end() ? end : end + 1;
  }
  return true;
}

std::string fault_of(const Lines& snippet, const std::string& path,
                     const std::vector<SourceFile>& files) {
  if (path.empty()) return "this code names no file that it is from";
  const auto source = std::ranges::find(files, path, &SourceFile::path);
  if (source == files.end()) return "there is no " + path;
  return occurs_in(all_trimmed(source->lines), snippet) ? "" : "not in " + path;
}

/// `Suite.Name`, both in capitals and letters.
bool is_test_name(std::string_view quoted) {
  const std::size_t dot = quoted.find('.');
  if (dot == quoted.npos || dot + 1 == quoted.size()) return false;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  std::string letters{quoted};
  letters.erase(dot, 1);
  return is_capital(quoted[0]) && is_capital(quoted[dot + 1]) &&
         std::ranges::all_of(letters, is_letter);
}

/// What stands between the backquotes of a line.
Lines quoted_in(const std::string& line) {
  Lines quoted;
  for (std::size_t at = line.find('`'); at != line.npos;) {
    const std::size_t end = line.find('`', at + 1);
    if (end == line.npos) break;
    quoted.push_back(line.substr(at + 1, end - at - 1));
    at = line.find('`', end + 1);
  }
  return quoted;
}

bool is_test_in(const SourceFile& file, std::string_view suite, std::string_view name) {
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    if (!file.code[i].starts_with("TEST")) continue;
    const std::string text = file.code[i] + (i + 1 < file.code.size() ? file.code[i + 1] : "");
    if (text.find('(' + std::string{suite} + ',') != text.npos &&
        text.find(' ' + std::string{name} + ')') != text.npos)
      return true;
  }
  return false;
}

bool is_test(const std::vector<SourceFile>& files, std::string_view quoted) {
  const std::size_t dot = quoted.find('.');
  return std::ranges::any_of(files, [&](const SourceFile& file) {
    return is_test_in(file, quoted.substr(0, dot), quoted.substr(dot + 1));
  });
}

}  // namespace

Findings invented_snippets(const SourceFile& page, const std::vector<SourceFile>& files) {
  Findings findings;
  if (!is_markdown(page) || !is_under(page, "docs/runtime")) return findings;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (!page.lines[i].starts_with(opening)) continue;
    const std::size_t start = i;
    Lines snippet;
    while (++i < page.lines.size() && !page.lines[i].starts_with(fence))
      snippet.push_back(trimmed(page.lines[i]));
    const std::string path = trimmed(page.lines[start].substr(opening.size()));
    if (std::string fault = fault_of(snippet, path, files); !fault.empty())
      findings.push_back({page.path, start + 1, std::move(fault)});
  }
  return findings;
}

Findings invented_tests(const SourceFile& page, const std::vector<SourceFile>& files) {
  Findings findings;
  if (!is_markdown(page) || !is_under(page, "docs/runtime")) return findings;
  for (std::size_t i = 0; i < page.lines.size(); ++i)
    for (const std::string& quoted : quoted_in(page.lines[i]))
      if (is_test_name(quoted) && !is_test(files, quoted))
        findings.push_back({page.path, i + 1, "no such test: " + quoted});
  return findings;
}

}  // namespace forlopp::tidy
