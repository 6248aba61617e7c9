#include "runtime/pid.hpp"

#include <fmt/format.h>

namespace forlopp::runtime {

std::string to_string(Pid pid) {
  return fmt::format("<{}.{}.{}>", pid.node(), pid.slot(), pid.generation());
}

}  // namespace forlopp::runtime
