#include "scenarios/live/traced_step.hpp"

#include <array>

namespace forlopp::live {

std::string_view name(StepKind kind) {
  constexpr std::array<std::string_view, 6> names{"message", "signal", "timer",
                                                  "spawn",   "exit",   "restart"};
  return names.at(static_cast<std::size_t>(kind));
}

}  // namespace forlopp::live
