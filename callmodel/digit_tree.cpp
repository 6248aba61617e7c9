#include "callmodel/digit_tree.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace forlopp::callmodel {

namespace {

constexpr std::uint32_t dead_end = 0;
constexpr std::uint32_t start = 1;
constexpr std::uint32_t timer_symbol = 1U << digit_count;
constexpr std::uint32_t decimal_digits = 0x3FF;

constexpr std::size_t index(Digit digit) {
  return static_cast<std::size_t>(digit);
}

std::optional<Digit> to_digit_of_pattern(char character) {
  const bool is_lower = character >= 'a' && character <= 'd';
  return to_digit(is_lower ? static_cast<char>(character - 'a' + 'A') : character);
}

/// Reads one pattern from left to right.
class PatternReader {
 public:
  explicit PatternReader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  /// The symbols of the next element; nothing for a syntax error.
  std::optional<std::uint32_t> read_symbols() {
    if (take('[')) return read_range();
    return read_symbol();
  }

  bool take(char character) {
    if (rest_.empty() || rest_.front() != character) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  std::optional<std::uint32_t> read_symbol() {
    if (take('x') || take('X')) return decimal_digits;
    if (take('T') || take('t')) return timer_symbol;
    const auto digit = read_digit();
    if (!digit) return std::nullopt;
    return 1U << index(*digit);
  }

  std::optional<Digit> read_digit() {
    if (rest_.empty()) return std::nullopt;
    const auto digit = to_digit_of_pattern(rest_.front());
    rest_.remove_prefix(1);
    return digit;
  }

  std::optional<std::uint32_t> read_range() {
    std::uint32_t symbols = 0;
    while (!take(']')) {
      if (take('T')) {
        symbols |= timer_symbol;
        continue;
      }
      const auto first = read_digit();
      const auto last = first && take('-') ? read_digit() : first;
      if (!first || !last || *last < *first) return std::nullopt;
      for (auto at = index(*first); at <= index(*last); ++at) symbols |= 1U << at;
    }
    if (symbols == 0) return std::nullopt;
    return symbols;
  }

  std::string_view rest_;
};

}  // namespace

DigitTree::DigitTree() : nodes_(2), verdicts_(2) {}

Analysis DigitTree::analyse(const Digits& dialled) const noexcept {
  std::uint32_t at = start;
  for (std::size_t position = 0; position < dialled.size(); ++position) {
    at = nodes_[at][index(dialled[position])];
  }
  return verdicts_[at];
}

DigitTreeBuilder::Added DigitTreeBuilder::add_prefix(std::string_view prefix, std::size_t min,
                                                     std::size_t max, Destination to) {
  const auto digits = Digits::parse(prefix);
  if (!digits) return runtime::err(NumberingError::not_a_digit);
  if (max == 0 || min > max || digits->size() > min || max > Digits::size_max) {
    return runtime::err(NumberingError::bad_lengths);
  }
  std::uint32_t at = 0;
  for (std::size_t position = 0; position < digits->size(); ++position) {
    auto next = trie_[at].next[index((*digits)[position])];
    if (next == 0) {
      next = static_cast<std::uint32_t>(trie_.size());
      trie_[at].next[index((*digits)[position])] = next;
      trie_.emplace_back();
    }
    at = next;
  }
  if (trie_[at].row != no_row) return runtime::err(NumberingError::duplicate);
  trie_[at].row = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back({static_cast<std::uint8_t>(min), static_cast<std::uint8_t>(max), to});
  return {};
}

DigitTreeBuilder::Added DigitTreeBuilder::add_pattern(std::string_view pattern, Destination to) {
  using Times = PatternElement::Times;
  Pattern added{.elements = {}, .to = to};
  for (PatternReader reader{pattern}; !reader.at_end();) {
    const auto symbols = reader.read_symbols();
    if (!symbols) return runtime::err(NumberingError::bad_pattern);
    added.elements.push_back({*symbols, reader.take('.') ? Times::any : Times::once});
  }
  if (added.elements.empty()) return runtime::err(NumberingError::bad_pattern);
  patterns_.push_back(std::move(added));
  return {};
}

DigitTreeBuilder::Added DigitTreeBuilder::add_digit_map(std::string_view map, Destination to) {
  const bool is_enclosed = map.size() > 1 && map.front() == '(' && map.back() == ')';
  if (is_enclosed) map = map.substr(1, map.size() - 2);
  while (true) {
    const auto bar = map.find('|');
    const auto added = add_pattern(map.substr(0, bar), to);
    if (!added || bar == std::string_view::npos) return added;
    map.remove_prefix(bar + 1);
  }
}

/// Turns the rows into one deterministic automaton, by the subset construction: a node stands for
/// everything that is still possible after the digits that lead to it.
class DigitTreeCompiler {
 public:
  explicit DigitTreeCompiler(const DigitTreeBuilder& rows) : rows_(rows) {
    std::map<std::tuple<std::uint8_t, std::uint8_t, std::uint32_t, Category>, std::uint32_t> first;
    for (const auto& row : rows.rows_) {
      const auto number = static_cast<std::uint32_t>(shared_row_.size());
      const auto key = std::tuple{row.min, row.max, row.to.id, row.to.category};
      shared_row_.push_back(first.try_emplace(key, number).first->second);
    }
  }

  DigitTree compile() {
    Possible at_start;
    at_start.trie = 0;
    at_start.row = row_at(0);
    for (std::uint32_t pattern = 0; pattern < rows_.patterns_.size(); ++pattern) {
      add_position(at_start, {pattern, 0});
    }
    node_of(at_start);
    for (std::uint32_t node = start; node < tree_.nodes_.size(); ++node) expand(node);
    return std::move(tree_);
  }

 private:
  using Builder = DigitTreeBuilder;
  using Times = Builder::PatternElement::Times;
  static constexpr std::uint32_t off_trie = 0xFFFFFFFF;

  /// What is still possible. `row` is the longest prefix passed, `length` how many digits there
  /// were; it stays zero where only patterns are left, which do not depend on it.
  struct Possible {
    std::uint32_t trie = off_trie;
    std::uint32_t row = Builder::no_row;
    std::uint32_t length = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> positions;  // Pattern, element; sorted.

    bool is_nothing() const {
      return trie == off_trie && row == Builder::no_row && positions.empty();
    }
    auto operator<=>(const Possible&) const = default;
  };

  std::uint32_t row_at(std::uint32_t trie) const {
    const auto row = rows_.trie_[trie].row;
    return row == Builder::no_row ? row : shared_row_[row];
  }

  const Builder::Pattern& pattern_at(std::uint32_t pattern) const {
    return rows_.patterns_[pattern];
  }

  /// Adds a position and those behind elements that may occur no times.
  void add_position(Possible& possible, std::pair<std::uint32_t, std::uint32_t> position) const {
    const auto& elements = pattern_at(position.first).elements;
    while (true) {
      const auto at = std::ranges::lower_bound(possible.positions, position);
      if (at == possible.positions.end() || *at != position)
        possible.positions.insert(at, position);
      if (position.second == elements.size()) return;
      if (elements[position.second].times == Times::once) return;
      ++position.second;
    }
  }

  void step_patterns(const Possible& from, std::uint32_t symbol, Possible& to) const {
    for (const auto& [pattern, element] : from.positions) {
      const auto& elements = pattern_at(pattern).elements;
      if (element == elements.size() || (elements[element].symbols & symbol) == 0) continue;
      const bool stays = elements[element].times == Times::any;
      add_position(to, {pattern, stays ? element : element + 1});
    }
  }

  Possible step(const Possible& from, std::size_t digit) const {
    Possible to;
    to.row = from.row;
    to.length = from.length + 1;
    if (from.trie != off_trie && rows_.trie_[from.trie].next[digit] != 0) {
      to.trie = rows_.trie_[from.trie].next[digit];
      if (rows_.trie_[to.trie].row != Builder::no_row) to.row = row_at(to.trie);
    }
    const bool is_over = to.row != Builder::no_row && to.length > rows_.rows_[to.row].max;
    if (is_over) to.row = Builder::no_row;
    if (to.row == Builder::no_row && to.trie == off_trie) to.length = 0;
    step_patterns(from, 1U << digit, to);
    return to;
  }

  bool goes_on(const Possible& possible) const {
    if (possible.trie == off_trie) return false;
    return std::ranges::any_of(rows_.trie_[possible.trie].next,
                               [](auto next) { return next != 0; });
  }

  Analysis judge_prefix(const Possible& possible) const {
    if (possible.row == Builder::no_row) {
      return {goes_on(possible) ? DigitMatch::need_more : DigitMatch::invalid, {}};
    }
    const auto& row = rows_.rows_[possible.row];
    if (possible.length < row.min) return {DigitMatch::need_more, {}};
    const bool is_full = possible.length == row.max && !goes_on(possible);
    return {is_full ? DigitMatch::complete : DigitMatch::could_be_complete, row.to};
  }

  /// The first pattern that has been matched to its end.
  std::optional<Destination> accepted(const Possible& possible) const {
    for (const auto& [pattern, element] : possible.positions) {
      if (element == pattern_at(pattern).elements.size()) return pattern_at(pattern).to;
    }
    return std::nullopt;
  }

  Analysis judge_patterns(const Possible& possible) const {
    if (const auto to = accepted(possible)) return {DigitMatch::complete, *to};
    Possible after_timer;
    step_patterns(possible, timer_symbol, after_timer);
    if (const auto to = accepted(after_timer)) return {DigitMatch::could_be_complete, *to};
    return {possible.positions.empty() ? DigitMatch::invalid : DigitMatch::need_more, {}};
  }

  Analysis judge(const Possible& possible) const {
    const Analysis prefix = judge_prefix(possible);
    const Analysis pattern = judge_patterns(possible);
    return pattern.match > prefix.match ? pattern : prefix;
  }

  std::uint32_t node_of(const Possible& possible) {
    if (possible.is_nothing()) return dead_end;
    const auto next = static_cast<std::uint32_t>(start + possible_.size());
    const auto [known, is_new] = nodes_.try_emplace(possible, next);
    if (is_new) {
      possible_.push_back(&known->first);
      tree_.nodes_.resize(next + 1);
      tree_.verdicts_.resize(next + 1);
      tree_.verdicts_[next] = judge(possible);
    }
    return known->second;
  }

  void expand(std::uint32_t node) {
    const Possible& from = *possible_[node - start];
    for (std::size_t digit = 0; digit < digit_count; ++digit) {
      const auto next = node_of(step(from, digit));
      tree_.nodes_[node][digit] = next;
    }
  }

  const DigitTreeBuilder& rows_;
  std::vector<std::uint32_t> shared_row_;  // By row: the first one like it, to share nodes.
  DigitTree tree_;
  std::map<Possible, std::uint32_t> nodes_;
  std::vector<const Possible*> possible_;  // By node.
};

DigitTree DigitTreeBuilder::build() const {
  return DigitTreeCompiler{*this}.compile();
}

}  // namespace forlopp::callmodel
