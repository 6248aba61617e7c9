#include "switch/mgmt/base64.hpp"

#include <cstdint>

namespace forlopp::management {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char padding = '=';

/// Appends what four letters stand for; false if they stand for nothing.
bool append_group(Bytes& bytes, std::string_view group, std::size_t size) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t value = i <= size ? letters.find(group[i]) : 0;
    if (value == letters.npos) return false;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
  }
  for (std::size_t i = 0; i < size; ++i, bits <<= 8U)
    bytes.push_back(static_cast<std::uint8_t>(bits >> 16U));
  return (bits & 0xFFFFFFU) == 0;
}

}  // namespace

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) -> std::uint32_t {
      return i + at < bytes.size() ? bytes[i + at] : 0;
    };
    const std::uint32_t bits = byte(0) << 16U | byte(1) << 8U | byte(2);
    text += letters[bits >> 18U];
    text += letters[bits >> 12U & 63U];
    text += i + 1 < bytes.size() ? letters[bits >> 6U & 63U] : padding;
    text += i + 2 < bytes.size() ? letters[bits & 63U] : padding;
  }
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const std::string_view group = text.substr(i, 4);
    const bool last = i + 4 == text.size();
    const std::size_t padded = !last || group[3] != padding ? 0 : group[2] != padding ? 1 : 2;
    if (!append_group(bytes, group, 3 - padded)) return std::nullopt;
  }
  return bytes;
}

}  // namespace forlopp::management
