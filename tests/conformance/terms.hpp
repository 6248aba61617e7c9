#pragma once

#include <string>
#include <string_view>

#include "runtime/exit_reason.hpp"

/// Terms are texts here, as in the scenarios: `boom`, `{shutdown,x}`, `[a,b]`.
namespace forlopp::conformance {

runtime::ExitReason reason_of(std::string_view term);
/// The term that a trace shows: `STACK` for a call stack, `SPECS` for a list of specifications.
std::string shown(const runtime::ExitReason& reason);

}  // namespace forlopp::conformance
