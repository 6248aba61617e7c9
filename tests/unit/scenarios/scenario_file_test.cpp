#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "scenarios/engine/yaml_scenario.hpp"

namespace forlopp::scenario {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::vector<std::string> shipped() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{FORLOPP_SCENARIOS})
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

Scenario load(const std::string& name) {
  auto scenario = load_scenario(std::filesystem::path{FORLOPP_SCENARIOS} / (name + ".yaml"));
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return scenario.value_or(Scenario{});
}

void damage(std::string& text, runtime::Random& random) {
  const auto at = static_cast<std::size_t>(random.below(text.size()));
  const auto length = static_cast<std::size_t>(1 + random.below(20));
  switch (random.below(4)) {
    case 0: text[at] = static_cast<char>(random.below(256)); break;
    case 1: text.erase(at, length); break;
    case 2: text.insert(at, text.substr(at, length)); break;
    default: text.insert(at, 1, "0123456789-:%{}[]&*!|>'\"#\n"[random.below(26)]); break;
  }
}

class ShippedScenario : public testing::TestWithParam<std::string> {};

TEST_P(ShippedScenario, IsReadWithoutErrors) {
  const auto scenario = load(GetParam());
  EXPECT_EQ(scenario.name, GetParam());
  EXPECT_FALSE(scenario.title.empty());
  EXPECT_TRUE(problems_of(scenario).empty());
}

TEST_P(ShippedScenario, IsDescribedInEveryPart) {
  const auto description = describe(load(GetParam()));
  for (const auto* part : {"Run\n", "Exchange\n", "Traffic\n", "Faults\n", "Expected\n"})
    EXPECT_THAT(description, HasSubstr(part));
  EXPECT_THAT(description, testing::StartsWith(GetParam() + ": "));
}

INSTANTIATE_TEST_SUITE_P(All, ShippedScenario, testing::ValuesIn(shipped()),
                         [](const auto& shipped_file) { return shipped_file.param; });

TEST(ShippedScenarios, AreThoseThatTheProgramPromises) {
  EXPECT_THAT(shipped(), testing::IsSupersetOf({"busy_hour", "card_storm", "engset", "erlang_b",
                                                "first_call", "guided", "let_it_crash", "overflow",
                                                "overload_130", "smoke"}));
}

TEST(BusyHour, IsOfTheSizeThatItPromises) {
  const auto scenario = load("busy_hour");
  EXPECT_GE(scenario.exchange.lines.lines, 2'000);
  EXPECT_EQ(scenario.run.duration, 1h);
  const auto has = [&](FaultKind kind) {
    return std::ranges::find(scenario.faults, kind, &Fault::kind) != scenario.faults.end();
  };
  EXPECT_TRUE(has(FaultKind::card_pulled));
  EXPECT_TRUE(has(FaultKind::supervisor_killed));
}

TEST(ErlangB, OffersTheTrafficThatItPromises) {
  const auto scenario = load("erlang_b");
  ASSERT_EQ(scenario.traffic.size(), 3U);
  const double offered[] = {10.0, 20.0, 100.0};
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_DOUBLE_EQ(offered_erlangs(scenario.traffic[i], scenario.exchange), offered[i]);
}

// Goal: no file, however damaged, makes the reader crash, throw or hang.
// Method: change, drop or double a few bytes of files that are sound, from a seed.
TEST(ShippedScenarios, DamagedAnywhereAreReadOrRefused) {
  runtime::Random random{1};
  for (const auto& name : shipped()) {
    std::ifstream stream{std::filesystem::path{FORLOPP_SCENARIOS} / (name + ".yaml")};
    const std::string sound{std::istreambuf_iterator<char>{stream}, {}};
    for (int round = 0; round < 60; ++round) {
      std::string damaged = sound;
      for (auto changes = 1 + random.below(8); changes > 0; --changes) damage(damaged, random);
      const auto scenario = read_scenario(damaged, name);
      EXPECT_FALSE(scenario ? describe(*scenario).empty() : scenario.error().empty());
    }
  }
}

TEST(Description, OfCallsFromATrunkSaysWhereTheyComeFromAndWhatTheyOfferTheGroup) {
  const auto scenario = read_scenario(R"(
scenario: From the north
run: {duration: 10min}
exchange: {lines: 100, trunk_groups: [{name: north, circuits: 10, direction: incoming}]}
traffic: [{class: far, from: trunk north, offers: 4.9 E, holding_time: 90s, answer_delay: 8s}]
)",
                                      "north.yaml");
  ASSERT_TRUE(scenario) << testing::PrintToString(scenario.error());
  EXPECT_THAT(
      describe(*scenario),
      HasSubstr("  far: from the far end of trunk group north, Poisson arrivals, offers 4.9 E by "
                "180 attempts/h\n"
                "    calls to: local 100 %\n"
                "    talks constant 90s; who is called answers as people at that line do\n"));
  EXPECT_THAT(describe(*scenario), HasSubstr("  north: 10 circuits, incoming only, 4.9 E from the "
                                             "far end; Erlang B says 1.657 % blocked\n"));
}

TEST(FirstCall, IsDescribedAsOneCall) {
  EXPECT_EQ(describe(load("first_call")),
            "first_call: One call, watched message by message\n"
            "  Line 1 calls line 3. The report prints the ladder of the call: every message that "
            "crosses a border\n"
            "  between two processes.\n"
            "\n"
            "Run\n"
            "  runs 2 min of virtual time; seed 1\n"
            "\n"
            "Exchange\n"
            "  4 lines in 1 shelf of 16 cards with 2 lines each; numbers 2000 to 2003\n"
            "  digit receivers: never short; speech paths: never short\n"
            "\n"
            "Traffic\n"
            "  one call at 1 s from line 1 (2000) to 2002\n"
            "\n"
            "Faults\n"
            "  none\n"
            "\n"
            "Expected\n"
            "  the laws of conservation hold\n"
            "  attempts == 1\n"
            "  completed == 1\n"
            "  records == 1\n");
}

}  // namespace
}  // namespace forlopp::scenario
