#include "tests/conformance/conformance_test.hpp"

namespace forlopp::conformance {

const std::vector<Way>& ways() {
  static const std::vector<Way> all{{.threads = 1}, {.threads = 2}, {.threads = 2}};
  return all;
}

}  // namespace forlopp::conformance
