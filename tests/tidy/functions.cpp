#include "tests/tidy/functions.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace forlopp::tidy {
namespace {

constexpr std::size_t columns_max = 100;
constexpr std::size_t table_columns_max = 125;
constexpr std::size_t function_lines_max = 70;

std::size_t lines_max(const SourceFile& file) {
  if (file.path.ends_with("/main.cpp")) return 100;
  if (is_under(file, "tests")) return 1200;
  return is_header(file) ? 500 : 800;
}

/// Columns, not bytes: a continuation byte of UTF-8 adds none.
std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// What is left of a line when quotations and comments, blank in `code`, are taken away.
std::size_t unquoted_columns(std::string_view line, std::string_view code) {
  std::size_t blanked = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] != code[i]) ++blanked;
  return line.size() - blanked;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
  };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !is_part(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_part(text[at + word.size()]);
    if (starts && ends) return true;
  }
  return false;
}

enum class Scope { open, function, other };

/// Follows braces and tells where function bodies begin and end. `open` scopes (namespaces and
/// types) are those in which a function can be defined.
class BodyFinder {
 public:
  explicit BodyFinder(const SourceFile& file) : file_(file) {}

  Findings run() {
    for (std::size_t i = 0; i < file_.code.size(); ++i) {
      if (file_.code[i].starts_with('#')) continue;
      for (const char c : file_.code[i]) take(c, i + 1);
      head_ += ' ';
    }
    return std::move(findings_);
  }

 private:
  struct Block {
    Scope scope;
    std::size_t first_line;
    int parentheses;
  };

  void take(char c, std::size_t line) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') return enter(line);
    if (c == '}') return leave(line);
    if (c == ';' && parentheses_ == 0)
      head_.clear(), after_body_ = false;
    else
      head_ += c;
  }

  Scope classify() const {
    const bool definable = blocks_.empty() || blocks_.back().scope == Scope::open;
    if (!definable || parentheses_ > 0) return Scope::other;
    const std::size_t last = head_.rfind(')');
    if (last == std::string::npos) {
      if (after_body_ && head_.find_first_not_of(" ,") == std::string::npos) return Scope::function;
      static constexpr std::array<std::string_view, 5> kinds{"namespace", "class", "struct",
                                                             "union", "extern"};
      const bool scope =
          std::ranges::any_of(kinds, [&](auto word) { return has_word(head_, word); });
      return scope && head_.find('=') == std::string::npos ? Scope::open : Scope::other;
    }
    const bool initialiser = head_.find('=', last) != std::string::npos;
    return initialiser ? Scope::other : Scope::function;
  }

  void enter(std::size_t line) {
    blocks_.push_back({classify(), line, parentheses_});
    parentheses_ = 0;
    head_.clear();
    after_body_ = false;
  }

  void leave(std::size_t line) {
    if (blocks_.empty()) return;
    const Block block = blocks_.back();
    blocks_.pop_back();
    parentheses_ = block.parentheses;
    head_.clear();
    after_body_ = block.scope == Scope::function;
    const std::size_t length = unquoted_lines(block.first_line, line);
    if (after_body_ && length > function_lines_max)
      findings_.push_back(
          {file_.path, block.first_line,
           fmt::format("a function of {} lines; at most {}", length, function_lines_max)});
  }

  std::size_t unquoted_lines(std::size_t first, std::size_t last) const {
    std::size_t count = 0;
    for (std::size_t line = first; line <= last; ++line)
      if (!file_.quoted[line - 1]) ++count;
    return count;
  }

  const SourceFile& file_;
  Findings findings_;
  std::vector<Block> blocks_;
  std::string head_;  // What stands before the next brace, since the last end of a statement.
  int parentheses_ = 0;
  bool after_body_ = false;  // So that a constructor's body after `member_{...}` is recognised.
};

}  // namespace

Findings oversized_files(const SourceFile& file) {
  if (!is_cpp(file) || file.lines.size() <= lines_max(file)) return {};
  return {{file.path, 0,
           fmt::format("{} lines; at most {}. Which second noun is in it?", file.lines.size(),
                       lines_max(file))}};
}

Findings long_lines(const SourceFile& file) {
  Findings findings;
  if (!is_cpp(file)) return findings;
  bool by_hand = false;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (file.lines[i].find("// clang-format o") != std::string::npos)
      by_hand = file.lines[i].ends_with("off");
    const std::size_t columns =
        by_hand ? unquoted_columns(file.lines[i], file.code[i]) : columns_of(file.lines[i]);
    const std::size_t allowed = by_hand ? table_columns_max : columns_max;
    if (columns > allowed && !file.quoted[i])
      findings.push_back({file.path, i + 1, fmt::format("{} columns", columns)});
  }
  return findings;
}

Findings long_functions(const SourceFile& file) {
  return BodyFinder(file).run();
}

}  // namespace forlopp::tidy
