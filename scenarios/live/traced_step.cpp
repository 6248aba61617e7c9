#include "scenarios/live/traced_step.hpp"

#include <array>

namespace forlopp::live {

std::string_view name(StepKind kind) {
  constexpr std::array<std::string_view, 6> names{"message", "signal", "timer",
                                                  "spawn",   "exit",   "restart"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view innermost(std::string_view type) {
  const auto open = type.rfind('<');
  if (open == std::string_view::npos || type.back() != '>') return type;
  type = type.substr(open + 1, type.find('>') - open - 1);
  const auto scope = type.rfind("::");
  return scope == std::string_view::npos ? type : type.substr(scope + 2);
}

}  // namespace forlopp::live
