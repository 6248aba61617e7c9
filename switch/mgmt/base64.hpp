#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "switch/mgmt/document.hpp"

namespace forlopp::management {

/// RFC 4648, section 4, with padding.
std::string to_base64(std::span<const std::uint8_t> bytes);
/// None if it is not base64: another letter, no padding, bits that stand for nothing.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace forlopp::management
