#pragma once

#include <chrono>
#include <cstdint>

namespace forlopp::callmodel {

/// One call attempt, unique in the life of an exchange. Chosen by the exchange at seizure.
enum class CallId : std::uint64_t {};

/// A termination on the switching matrix (a line's or a circuit's). The call model only passes it
/// on, from the half that has it to the request for a path.
enum class PortId : std::uint32_t {};

/// Where route selection ended. For a line `id` is the line, for a trunk it is the route case: the
/// ordered list of trunk groups to hunt over.
enum class RouteKind : std::uint8_t { line, trunk };
struct Route {
  RouteKind kind = RouteKind::line;
  std::uint32_t id = 0;
  friend bool operator==(const Route&, const Route&) = default;
};

/// A point in time as the caller counts it (the runtime's clock). The call model reads no clock.
using Instant = std::chrono::nanoseconds;

}  // namespace forlopp::callmodel
