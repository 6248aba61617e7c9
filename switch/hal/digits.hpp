#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace forlopp::hal {

/// What a telephone's keypad has, in the order of their tone codes.
inline constexpr std::string_view digit_symbols = "0123456789*#ABCD";

/// A number as text of `digit_symbols`, without heap: at most 23 of them.
struct Digits {
  static constexpr std::size_t length_max = 23;

  std::array<char, length_max> symbols{};
  std::uint8_t length = 0;

  /// The first 23 symbols of `text`.
  static constexpr Digits from(std::string_view text) {
    Digits digits;
    for (const char symbol : text.substr(0, length_max)) digits.push(symbol);
    return digits;
  }
  /// False, and no change, when full.
  constexpr bool push(char symbol) {
    if (length == length_max) return false;
    symbols[length++] = symbol;
    return true;
  }
  constexpr std::string_view text() const { return {symbols.data(), length}; }

  constexpr bool operator==(const Digits&) const = default;
};

}  // namespace forlopp::hal
