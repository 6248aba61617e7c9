#pragma once

#include <optional>
#include <string>

#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// What is wrong with a specification, as OTP's term; nothing if it is right. Pure.
std::optional<std::string> fault_of(const ChildSpec& child, AutoShutdown auto_shutdown);
/// Of one that is to replace another. At a start, the term also says where the fault is.
std::optional<std::string> fault_of(const SupervisorSpec& spec);
std::optional<std::string> fault_at_start(const SupervisorSpec& spec);

}  // namespace forlopp::runtime
