#include "tests/tidy/coroutines.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace forlopp::tidy {
namespace {

constexpr std::string_view keyword = "co_await";

bool is_word_part(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Destroying these twice does no harm.
const std::set<std::string_view> harmless{"Duration",     "Instant", "Pid",   "Ref",
                                          "nanoseconds",  "seconds", "hours", "microseconds",
                                          "milliseconds", "minutes"};

/// The identifier that ends before `end`, without what qualifies it.
std::string_view name_before(std::string_view line, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && is_word_part(line[start - 1])) --start;
  return line.substr(start, end - start);
}

/// Reads code statement by statement. A block (a brace after a space, as clang-format writes it)
/// starts statements of its own, so that the body of a lambda is not mixed up with the expression
/// around it.
class StatementReader {
 public:
  explicit StatementReader(const SourceFile& file) : file_(file) {}

  Findings run() {
    statements_.emplace_back();
    for (line_ = 0; line_ < file_.code.size(); ++line_) {
      const std::string& line = file_.code[line_];
      if (line.starts_with('#')) continue;
      for (std::size_t at = 0; at < line.size(); ++at) take(line, at);
    }
    return std::move(findings_);
  }

 private:
  struct Statement {
    std::string text{};
    bool awaits = false;
    bool captures = false;             // A lambda with captures stands in it.
    bool in_capturing_lambda = false;  // It belongs to the body of one.
    std::size_t temporary_line = 0;    // 0: none.
    int parentheses = 0;
    bool head_over = false;  // The first pair of parentheses, a condition's, is closed.
    int braces = 0;          // Of objects under construction, not of blocks.
  };

  void take(const std::string& line, std::size_t at) {
    Statement& now = statements_.back();
    switch (line[at]) {
      case '(': ++now.parentheses; break;
      case ')':
        if (--now.parentheses == 0) now.head_over = true;
        break;
      case '{': open(line, at); break;
      case '}': close(); break;
      case ';':
        if (now.parentheses == 0) finish();
        break;
      case '[':
        if (captures(line, at)) now.captures = true, now.temporary_line = line_ + 1;
        break;
      case 'c':
        if (line.compare(at, keyword.size(), keyword) == 0) await(now);
        break;
      default: break;
    }
    Statement& after = statements_.back();
    const bool between = after.text.empty() && std::string_view{" ;{}"}.find(line[at]) != line.npos;
    if (!between) after.text += line[at];
    if (line[at] != ' ') before_ = line[at];
  }

  void await(Statement& now) {
    now.awaits = true;
    if (now.in_capturing_lambda)
      findings_.push_back({file_.path, line_ + 1, "a coroutine lambda captures nothing"});
    static constexpr std::array<std::string_view, 4> heads{"if (", "while (", "switch (",
                                                           "else if ("};
    const bool condition = !now.head_over && std::ranges::any_of(heads, [&](std::string_view head) {
      return now.text.starts_with(head);
    });
    if (condition && now.text.find('=') == std::string::npos)
      findings_.push_back(
          {file_.path, line_ + 1, "co_await in a condition: name the result first"});
  }

  /// A lambda's `[` with something in it: not an index, not an attribute.
  bool captures(const std::string& line, std::size_t at) const {
    const char after = at + 1 < line.size() ? line[at + 1] : ' ';
    const bool index = is_word_part(before_) || before_ == ')' || before_ == ']';
    return !index && after != ']' && after != '[' && before_ != '[';
  }

  void open(const std::string& line, std::size_t at) {
    const bool spaced = at == 0 || line[at - 1] == ' ';
    const bool in_list = before_ == ',' || before_ == '(' || before_ == '{' || before_ == '=';
    if (spaced && !in_list) {
      const Statement& outer = statements_.back();
      const bool captured = outer.captures || outer.in_capturing_lambda;
      statements_.push_back({.in_capturing_lambda = captured});
      return;
    }
    Statement& now = statements_.back();
    ++now.braces;
    const bool owns = !harmless.contains(name_before(line, at));
    if (before_ != '=' && owns) now.temporary_line = line_ + 1;
  }

  void close() {
    if (statements_.back().braces > 0) {
      --statements_.back().braces;
      return;
    }
    finish();
    if (statements_.size() > 1) statements_.pop_back();
    if (statements_.back().parentheses == 0 && statements_.back().braces == 0) finish();
  }

  void finish() {
    const Statement& now = statements_.back();
    if (now.awaits && now.temporary_line > 0)
      findings_.push_back({file_.path, now.temporary_line,
                           "a temporary in a statement with co_await: name it first"});
    statements_.back() = Statement{.in_capturing_lambda = now.in_capturing_lambda};
  }

  const SourceFile& file_;
  Findings findings_;
  std::vector<Statement> statements_;
  std::size_t line_ = 0;
  char before_ = ' ';
};

}  // namespace

Findings miscompiled_awaits(const SourceFile& file) {
  return StatementReader(file).run();
}

}  // namespace forlopp::tidy
