#pragma once

#include <cstdint>
#include <string>

namespace forlopp::management {

/// As addresses of the web have it: `127.0.0.1:7380`, `[::1]:7380` (RFC 3986, 3.2.2).
std::string host_and_port(const std::string& address, std::uint16_t port);

}  // namespace forlopp::management
