#include "tests/conformance/kinds.hpp"

namespace forlopp::conformance {

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"process", &play_process},
      {"supervisor", &play_supervisor},
  };
  return all;
}

}  // namespace forlopp::conformance
