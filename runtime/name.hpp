#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace forlopp::runtime {

/// An interned word, like an Erlang atom: equal words are equal numbers. Names live for ever, so do
/// not make them from outside input. Thread-safe; making one costs a table look-up, so keep those
/// that are used often.
class Name {
 public:
  static constexpr bool is_isolated_value = true;

  constexpr Name() = default;
  explicit Name(std::string_view text);

  std::string_view text() const;
  constexpr std::uint32_t index() const { return index_; }
  constexpr explicit operator bool() const { return index_ != 0; }
  constexpr auto operator<=>(const Name&) const = default;

 private:
  std::uint32_t index_ = 0;
};

}  // namespace forlopp::runtime
