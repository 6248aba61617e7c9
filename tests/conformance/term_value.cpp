#include "tests/conformance/term_value.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include <fmt/format.h>

namespace forlopp::conformance {
namespace {

/// Reads terms from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}

  std::optional<Term> read() {
    if (is_next('{')) return sequence(Term::Kind::tuple, '}');
    if (is_next('[')) return sequence(Term::Kind::list, ']');
    return word();
  }
  bool is_at_end() {
    skip_space();
    return text_.empty();
  }

 private:
  void skip_space() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
  }
  bool is_next(char c) {
    skip_space();
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::optional<Term> sequence(Term::Kind kind, char end) {
    Term term{.kind = kind};
    if (is_next(end)) return term;
    do {
      auto element = read();
      if (!element) return {};
      term.elements.push_back(std::move(*element));
    } while (is_next(','));
    if (!is_next(end)) return {};
    return term;
  }

  std::optional<Term> word() {
    skip_space();
    const std::size_t end = word_end();
    const std::string text{text_.substr(0, end)};
    text_.remove_prefix(end);
    if (text.empty()) return {};
    char* stopped = nullptr;
    std::strtod(text.c_str(), &stopped);
    const bool number =
        std::isalpha(static_cast<unsigned char>(text.front())) == 0 && *stopped == '\0';
    return Term{.kind = number ? Term::Kind::number : Term::Kind::atom, .text = text};
  }
  std::size_t word_end() const {
    if (!text_.starts_with('"') && !text_.starts_with('\'')) {
      return std::min(text_.find_first_of(",]} "), text_.size());
    }
    const std::size_t close = text_.find(text_.front(), 1);
    return close == text_.npos ? 0 : close + 1;
  }

  std::string_view text_;
};

std::weak_ordering compare_elements(const Term& a, const Term& b) {
  const auto weak = [](const Term& x, const Term& y) { return compare(x, y); };
  return std::lexicographical_compare_three_way(a.elements.begin(), a.elements.end(),
                                                b.elements.begin(), b.elements.end(), weak);
}

std::weak_ordering compare_numbers(const Term& a, const Term& b) {
  if (a.is_whole() && b.is_whole()) return std::stoll(a.text) <=> std::stoll(b.text);
  return std::weak_order(std::stod(a.text), std::stod(b.text));
}

/// What is equal as numbers is told apart by its kind.
bool is_before(const Term& a, const Term& b) {
  if (a.kind == Term::Kind::number) return a.is_whole() && !b.is_whole();
  return std::ranges::lexicographical_compare(a.elements, b.elements, ExactOrder{});
}

}  // namespace

std::optional<Term> Term::parse(std::string_view text) {
  Reader reader{text};
  auto term = reader.read();
  if (!term || !reader.is_at_end()) return {};
  return term;
}

bool Term::is_whole() const {
  return kind == Kind::number && text.find_first_of(".eE") == text.npos;
}

std::string to_string(const Term& term) {
  if (term.kind == Term::Kind::number || term.kind == Term::Kind::atom) return term.text;
  std::string text;
  for (const Term& element : term.elements) {
    text += (text.empty() ? "" : ",") + to_string(element);
  }
  return term.kind == Term::Kind::tuple ? "{" + text + "}" : "[" + text + "]";
}

std::weak_ordering compare(const Term& a, const Term& b) {
  if (a.kind != b.kind) return a.kind <=> b.kind;
  switch (a.kind) {
    case Term::Kind::number: return compare_numbers(a, b);
    case Term::Kind::atom: return a.text <=> b.text;
    case Term::Kind::tuple:
      if (a.elements.size() != b.elements.size()) return a.elements.size() <=> b.elements.size();
      return compare_elements(a, b);
    case Term::Kind::list: return compare_elements(a, b);
  }
  return std::weak_ordering::equivalent;
}

bool ExactOrder::operator()(const Term& a, const Term& b) const {
  const auto order = compare(a, b);
  return order < 0 || (order == 0 && is_before(a, b));
}

}  // namespace forlopp::conformance
