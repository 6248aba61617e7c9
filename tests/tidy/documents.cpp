#include "tests/tidy/documents.hpp"

#include <algorithm>
#include <filesystem>

namespace forlopp::tidy {
namespace {

namespace fs = std::filesystem;

struct Link {
  std::size_t line;
  std::string target;  // Without its anchor.
};

/// Calls `use(line, number)` for every line that is not inside a fence.
template <class Use>
void for_each_prose_line(const SourceFile& page, Use use) {
  bool fenced = false;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const bool fence = page.lines[i].starts_with("```");
    if (fence) fenced = !fenced;
    if (!fence && !fenced) use(page.lines[i], i + 1);
  }
}

bool leads_outside(std::string_view target) {
  return target.find("://") != target.npos || target.starts_with("mailto:");
}

std::vector<Link> links_of(const SourceFile& page) {
  std::vector<Link> links;
  for_each_prose_line(page, [&](const std::string& line, std::size_t number) {
    for (std::size_t at = line.find("]("); at != line.npos; at = line.find("](", at + 1)) {
      const std::string target = line.substr(at + 2, line.find(')', at) - at - 2);
      const std::string file = target.substr(0, target.find('#'));
      if (!file.empty() && !leads_outside(target)) links.push_back({number, file});
    }
  });
  return links;
}

std::string resolved(const SourceFile& page, const std::string& target) {
  return (fs::path(page.path).parent_path() / target).lexically_normal().generic_string();
}

}  // namespace

Findings titles(const SourceFile& page) {
  Findings findings;
  if (!is_markdown(page)) return findings;
  std::size_t count = 0;
  for_each_prose_line(page, [&](const std::string& line, std::size_t number) {
    if (line.starts_with("# ") && ++count > 1)
      findings.push_back({page.path, number, "a second title"});
  });
  const bool first = !page.lines.empty() && page.lines.front().starts_with("# ");
  if (!first) findings.push_back({page.path, 1, "a page starts with its title"});
  return findings;
}

Findings dead_links(const SourceFile& page, const std::string& root) {
  Findings findings;
  if (!is_markdown(page)) return findings;
  for (const Link& link : links_of(page))
    if (!fs::exists(fs::path(root) / resolved(page, link.target)))
      findings.push_back({page.path, link.line, "leads nowhere: " + link.target});
  return findings;
}

Findings orphans(const std::vector<SourceFile>& files) {
  std::set<std::string> linked;
  for (const SourceFile& page : files)
    if (is_markdown(page))
      for (const Link& link : links_of(page)) linked.insert(resolved(page, link.target));
  Findings findings;
  for (const SourceFile& page : files)
    if (is_markdown(page) && is_under(page, "docs") && !linked.contains(page.path))
      findings.push_back({page.path, 0, "no page links here"});
  return findings;
}

}  // namespace forlopp::tidy
