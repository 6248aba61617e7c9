#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/result.hpp"

namespace forlopp::callmodel {

/// One dialled symbol: 0 to 9, *, # and the fourth column A to D. The value indexes digit trees.
enum class Digit : std::uint8_t { d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, star, hash, a, b, c, d };

inline constexpr std::size_t digit_count = 16;
inline constexpr std::string_view digit_characters = "0123456789*#ABCD";

constexpr char to_char(Digit digit) {
  return digit_characters[static_cast<std::size_t>(digit)];
}

/// The digit that a character of "0123456789*#ABCD" stands for, nothing for any other.
constexpr std::optional<Digit> to_digit(char character) {
  const auto at = digit_characters.find(character);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<Digit>(at);
}

enum class DigitsError : std::uint8_t { not_a_digit, too_long };

/// A dialled or directory number: up to 30 digits (E.164 allows 15; the rest is for prefixes and
/// feature codes) in 16 bytes, no heap, trivially copyable. Order is that of the text.
class Digits {
 public:
  static constexpr bool is_isolated_value = true;
  static constexpr std::size_t size_max = 30;

  constexpr Digits() = default;

  /// Reads a text of digits without separators.
  static runtime::Result<Digits, DigitsError> parse(std::string_view text);

  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

  /// `at < size()`.
  constexpr Digit operator[](std::size_t at) const {
    const unsigned pair = packed_[at / 2];
    return static_cast<Digit>(at % 2 == 0 ? pair >> 4U : pair & 0xFU);
  }

  /// Appends a digit; false, and no change, when full.
  constexpr bool push(Digit digit) {
    if (size_ == size_max) return false;
    const unsigned shift = size_ % 2U == 0U ? 4U : 0U;
    auto& pair = packed_[size_ / 2U];
    pair = static_cast<std::uint8_t>(pair | (static_cast<unsigned>(digit) << shift));
    ++size_;
    return true;
  }

  std::string text() const;

  friend constexpr bool operator==(const Digits&, const Digits&) = default;
  friend constexpr auto operator<=>(const Digits& left, const Digits& right) {
    const auto order = left.packed_ <=> right.packed_;
    return order != 0 ? order : left.size_ <=> right.size_;
  }

 private:
  std::array<std::uint8_t, size_max / 2> packed_{};
  std::uint8_t size_ = 0;
};

static_assert(sizeof(Digits) == 16);

/// A hash for unordered containers; the same on every machine.
struct DigitsHash {
  std::size_t operator()(const Digits& digits) const noexcept;
};

inline namespace literals {
/// `"0811234"_dn`; does not compile for text that is not a number.
consteval Digits operator""_dn(const char* text, std::size_t size) {
  Digits digits;
  for (std::size_t at = 0; at < size; ++at) {
    if (!digits.push(to_digit(text[at]).value())) throw "more digits than fit";
  }
  return digits;
}
}  // namespace literals

}  // namespace forlopp::callmodel
