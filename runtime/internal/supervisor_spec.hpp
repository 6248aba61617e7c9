#pragma once

#include <optional>
#include <string>

#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// What is wrong with a specification, as OTP's term; nothing if it is right. Pure.
std::optional<std::string> fault_of(const SupervisorSpec& spec);
std::optional<std::string> fault_of(const ChildSpec& child, AutoShutdown auto_shutdown);

}  // namespace forlopp::runtime
