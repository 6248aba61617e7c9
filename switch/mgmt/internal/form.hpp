#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "switch/mgmt/reading.hpp"

namespace forlopp::management {

/// How documents are written on a connection.
enum class Form : std::uint8_t { json, cbor };

std::string_view subprotocol(Form form);
/// None if there is no such subprotocol.
std::optional<Form> find_form(std::string_view subprotocol);
std::string write(Form form, const Document& document);
Reading read(Form form, std::string_view data, const ReadingLimits& limits = {});

}  // namespace forlopp::management
