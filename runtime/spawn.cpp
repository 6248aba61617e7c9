#include "runtime/spawn.hpp"

#include <fmt/format.h>

namespace forlopp::runtime {

std::string to_string(const Label& label) {
  return label.number == 0 ? std::string{label.kind}
                           : fmt::format("{} {}", label.kind, label.number);
}

}  // namespace forlopp::runtime
