#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forlopp::conformance {

/// A term with its structure, for where its text alone will not do: 1 and 1.0 are two terms, but
/// equal in the order of terms.
struct Term {
  static constexpr bool is_isolated_value = true;
  /// In the order of terms.
  enum class Kind : std::uint8_t { number, atom, tuple, list };

  Kind kind = Kind::atom;
  std::string text{};            ///< Of an atom or a number, as it was written.
  std::vector<Term> elements{};  ///< Of a tuple or a list.

  /// Nothing if the text is no term.
  static std::optional<Term> parse(std::string_view text);
  bool is_whole() const;

  friend bool operator==(const Term& a, const Term& b) = default;
};
std::string to_string(const Term& term);

/// As Erlang compares: number < atom < tuple < list; tuples by size first; 1 and 1.0 are equal.
std::weak_ordering compare(const Term& a, const Term& b);

/// For keys that are the same only if they are the same term.
struct ExactOrder {
  bool operator()(const Term& a, const Term& b) const;
};
/// For keys that are the same if they are equal in the order of terms.
struct TermOrder {
  bool operator()(const Term& a, const Term& b) const { return compare(a, b) < 0; }
};

}  // namespace forlopp::conformance
