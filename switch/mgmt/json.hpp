#pragma once

#include <string>
#include <string_view>

#include "switch/mgmt/reading.hpp"

namespace forlopp::management {

/// As JSON text (RFC 8259) on one line. Bytes become base64; a number that is none, or infinite,
/// becomes null; what is not UTF-8 in a text becomes U+FFFD.
std::string write_json(const Document& document);

/// Refuses, besides what is not JSON: integers beyond 64 bits with a sign, numbers too large for a
/// double, text that is not UTF-8, a key twice in a map, and anything after the document. Bytes
/// come back as the text that they were written as (base64.hpp).
Reading read_json(std::string_view text, const ReadingLimits& limits = {});

}  // namespace forlopp::management
