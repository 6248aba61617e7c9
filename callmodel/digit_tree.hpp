#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "callmodel/line_class.hpp"
#include "callmodel/number.hpp"
#include "runtime/result.hpp"

namespace forlopp::callmodel {

/// What a number leads to. `id` means what the exchange makes of it: a directory block, a route.
struct Destination {
  std::uint32_t id = 0;
  Category category = Category::local;
  friend bool operator==(const Destination&, const Destination&) = default;
};

/// How far a dialled string is from a destination.
enum class DigitMatch : std::uint8_t {
  invalid,            ///< No further digit can lead anywhere.
  need_more,          ///< Wait for more digits, T-partial.
  could_be_complete,  ///< Complete if no more comes within T-critical.
  complete,           ///< Complete now.
};

struct Analysis {
  DigitMatch match = DigitMatch::invalid;
  Destination destination{};  ///< Meaningful for `could_be_complete` and `complete`.
  friend bool operator==(const Analysis&, const Analysis&) = default;
};

/// The numbering plan, compiled: a deterministic automaton in arrays, one step of one cache line
/// per digit. Immutable, so threads may share it; exchange the whole tree to change the plan. A
/// default-constructed tree knows no number.
class DigitTree {
 public:
  DigitTree();

  /// Analyses a whole dialled string. Pure; no allocation.
  Analysis analyse(const Digits& dialled) const noexcept;

  std::size_t node_count() const { return nodes_.size(); }

 private:
  friend class DigitTreeCompiler;
  /// Index of the next node per digit; node 0 is the dead end, node 1 the start.
  using Node = std::array<std::uint32_t, digit_count>;

  std::vector<Node> nodes_;
  std::vector<Analysis> verdicts_;
};

enum class NumberingError : std::uint8_t {
  not_a_digit,  ///< A prefix holds something that cannot be dialled.
  bad_lengths,  ///< Not prefix length <= min <= max <= 30, or max is zero.
  duplicate,    ///< The prefix is there already.
  bad_pattern,  ///< Not in the syntax of RFC 3435 digit maps.
};

/// Collects the rows of a numbering plan. Two kinds of rows may be mixed:
/// - **prefixes** with minimum and maximum length of the whole number; a longer prefix hides a
///   shorter one, and a number that is complete by a short prefix but could go on into a longer one
///   is completed by T-critical;
/// - **patterns** in the digit-map syntax of RFC 3435 section 2.1.5 (digits, `x`, `[2-5]`, `.` for
///   zero or more of the last, `T` for the timer), with its semantics: all patterns are tried at
///   once and the first full match counts immediately.
/// Where rows of both kinds complete at once the prefix wins, among patterns the earlier one.
class DigitTreeBuilder {
 public:
  using Added = runtime::Result<void, NumberingError>;

  Added add_prefix(std::string_view prefix, std::size_t min, std::size_t max, Destination to);
  Added add_pattern(std::string_view pattern, Destination to);
  /// Adds each alternative of a digit map such as `(xxxxxxx|x11T)`.
  Added add_digit_map(std::string_view map, Destination to);

  DigitTree build() const;

 private:
  struct TrieNode {
    std::array<std::uint32_t, digit_count> next{};  ///< 0: none.
    std::uint32_t row = no_row;
  };
  struct PrefixRow {
    std::uint8_t min = 0;
    std::uint8_t max = 0;
    Destination to;
  };
  /// One position of a pattern: the symbols it takes (bit 16 is the timer), once or repeatedly.
  struct PatternElement {
    std::uint32_t symbols = 0;
    enum class Times : std::uint8_t { once, any } times = Times::once;
  };
  struct Pattern {
    std::vector<PatternElement> elements;
    Destination to;
  };
  static constexpr std::uint32_t no_row = 0xFFFFFFFF;
  friend class DigitTreeCompiler;

  std::vector<TrieNode> trie_ = std::vector<TrieNode>(1);
  std::vector<PrefixRow> rows_;
  std::vector<Pattern> patterns_;
};

}  // namespace forlopp::callmodel
