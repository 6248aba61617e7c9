#include "switch/mgmt/host_and_port.hpp"

#include <fmt/format.h>

namespace forlopp::management {

std::string host_and_port(const std::string& address, std::uint16_t port) {
  const bool is_v6 = address.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", address, port) : fmt::format("{}:{}", address, port);
}

}  // namespace forlopp::management
