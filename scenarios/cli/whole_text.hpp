#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace forlopp::cli {

/// The whole text as a number; nothing if it is none, or has something behind it.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace forlopp::cli
