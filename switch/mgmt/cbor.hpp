#pragma once

#include <string>
#include <string_view>

#include "switch/mgmt/reading.hpp"

namespace forlopp::management {

/// As CBOR (RFC 8949), of definite lengths and without tags. A number that is none, or infinite,
/// becomes null; what is not UTF-8 in a text becomes U+FFFD.
std::string write_cbor(const Document& document);

/// Takes memory for what is there, never for what is only announced. Refuses, besides what is not
/// CBOR, what read_json refuses, and keys that are not text. Tags are ignored, `undefined` is null.
Reading read_cbor(std::string_view bytes, const ReadingLimits& limits = {});

}  // namespace forlopp::management
