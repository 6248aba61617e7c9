#include "tests/conformance/conformance_test.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "tests/conformance/kinds.hpp"
#include "tests/conformance/performance.hpp"

namespace forlopp::conformance {
namespace {

using std::filesystem::path;

std::vector<path> scenario_files() {
  std::vector<path> files;
  for (const auto& entry : std::filesystem::directory_iterator{FORLOPP_SCENARIOS}) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

const ExpectedDifference* expected_difference(const std::string& scenario) {
  const auto& all = expected_differences();
  const auto found = std::ranges::find(all, scenario, &ExpectedDifference::scenario);
  return found == all.end() ? nullptr : &*found;
}

/// What is different from OTP, in one way of running it; empty if nothing is.
std::string difference_in(const Scenario& scenario, Way way) {
  const auto trace = perform(scenario, way);
  if (!trace) return trace.error();
  const std::string fault = difference(scenario.trace(), *trace);
  return fault.empty() ? "" : to_string(way) + ", - OTP, + ours\n" + fault;
}

std::string first_difference(const Scenario& scenario) {
  for (const Way way : ways()) {
    if (way.threads != 0 && scenario.is_timed()) continue;
    if (std::string fault = difference_in(scenario, way); !fault.empty()) return fault;
  }
  return {};
}

/// Why it cannot be run in this program; empty if it can.
std::string hindrance(const Scenario& scenario) {
  const bool known = std::ranges::count(kinds(), scenario.kind(), &Kind::name) != 0;
  if (!known) return "there is no " + scenario.kind() + "_kind.cpp yet";
  const bool real_time = ways().front().threads != 0;
  return real_time && scenario.is_timed() ? "has real delays" : "";
}

class Conformance : public testing::TestWithParam<path> {};

TEST_P(Conformance, Trace_is_the_one_that_OTP_gave) {
  const auto scenario = Scenario::read(GetParam());
  ASSERT_TRUE(scenario.has_value()) << scenario.error();
  if (const std::string why = hindrance(*scenario); !why.empty()) GTEST_SKIP() << why;
  const std::string fault = first_difference(*scenario);
  const ExpectedDifference* expected = expected_difference(GetParam().stem());
  if (expected == nullptr) {
    EXPECT_EQ(fault, "") << GetParam();
  } else {
    EXPECT_NE(fault, "") << "passes: take it off the list of expected differences, where it says\n"
                         << expected->reason;
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Conformance, testing::ValuesIn(scenario_files()),
                         [](const auto& file) { return file.param.stem().string(); });

TEST(ExpectedDifferences, Are_of_scenarios_that_exist) {
  for (const ExpectedDifference& difference : expected_differences()) {
    const path file = path{FORLOPP_SCENARIOS} / (std::string{difference.scenario} + ".json");
    EXPECT_TRUE(std::filesystem::exists(file)) << difference.scenario;
  }
}

}  // namespace
}  // namespace forlopp::conformance
