#include "switch/mgmt/internal/utf8.hpp"

namespace forlopp::management {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<unsigned char>(text[index]) : 0;
}

bool is_between(unsigned value, unsigned least, unsigned most) {
  return least <= value && value <= most;
}

/// What may follow a first byte is narrower where it begins a detour, a surrogate, or too much.
bool may_follow(unsigned first, unsigned second) {
  switch (first) {
    case 0xE0: return is_between(second, 0xA0, 0xBF);
    case 0xED: return is_between(second, 0x80, 0x9F);
    case 0xF0: return is_between(second, 0x90, 0xBF);
    case 0xF4: return is_between(second, 0x80, 0x8F);
    default: return is_between(second, 0x80, 0xBF);
  }
}

std::size_t length_by(unsigned first) {
  if (first < 0x80) return 1;
  if (is_between(first, 0xC2, 0xDF)) return 2;
  if (is_between(first, 0xE0, 0xEF)) return 3;
  if (is_between(first, 0xF0, 0xF4)) return 4;
  return 0;
}

}  // namespace

std::size_t utf8_character(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned first = byte_at(text, 0);
  const std::size_t length = length_by(first);
  if (length > 1 && !may_follow(first, byte_at(text, 1))) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (!is_between(byte_at(text, i), 0x80, 0xBF)) return 0;
  return length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_character(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string as_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_character(text);
    result += length == 0 ? replacement : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return result;
}

}  // namespace forlopp::management
