#include "tests/conformance/conformance_test.hpp"

namespace forlopp::conformance {

const std::vector<ExpectedDifference>& expected_differences() {
  static const std::vector<ExpectedDifference> all{};
  return all;
}

}  // namespace forlopp::conformance
