#include "tests/conformance/conformance_test.hpp"

namespace forlopp::conformance {

const std::vector<Way>& ways() {
  static const std::vector<Way> all{{.seed = 1}, {.seed = 2}, {.seed = 3}, {.seed = 4},
                                    {.seed = 5}, {.seed = 6}, {.seed = 7}, {.seed = 8}};
  return all;
}

}  // namespace forlopp::conformance
