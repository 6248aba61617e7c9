#include "callmodel/number.hpp"

namespace forlopp::callmodel {

runtime::Result<Digits, DigitsError> Digits::parse(std::string_view text) {
  Digits digits;
  for (const char character : text) {
    const auto digit = to_digit(character);
    if (!digit) return runtime::err(DigitsError::not_a_digit);
    if (!digits.push(*digit)) return runtime::err(DigitsError::too_long);
  }
  return digits;
}

std::string Digits::text() const {
  std::string text;
  text.reserve(size());
  for (std::size_t at = 0; at < size(); ++at) text.push_back(to_char((*this)[at]));
  return text;
}

std::size_t DigitsHash::operator()(const Digits& digits) const noexcept {
  // FNV-1a over the digits.
  std::uint64_t hash = 14695981039346656037U;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    hash = (hash ^ static_cast<std::uint64_t>(digits[at])) * 1099511628211U;
  }
  return static_cast<std::size_t>(hash);
}

}  // namespace forlopp::callmodel
