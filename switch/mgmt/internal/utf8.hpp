#pragma once

#include <string>
#include <string_view>

namespace forlopp::management {

/// How many bytes at the start of the text are one character of UTF-8 (RFC 3629: no surrogates, no
/// detours, nothing beyond U+10FFFF); 0: none.
std::size_t utf8_character(std::string_view text);
bool is_utf8(std::string_view text);
/// With U+FFFD for each byte that belongs to no character.
std::string as_utf8(std::string_view text);

}  // namespace forlopp::management
