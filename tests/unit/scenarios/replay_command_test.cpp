#include "scenarios/cli/replay_command.hpp"

#include <gtest/gtest.h>

namespace forlopp::cli {
namespace {

constexpr auto own_file = FORLOPP_SCENARIOS "/../tests/tidy/CMakeLists.txt";

TEST(ReplayCommand, OfAScenarioThatComesAlongIsDevsOwn) {
  const Started dev{.by = "./dev", .with_dev = true};
  EXPECT_EQ(replay_command(dev, "smoke", 7), "./dev replay smoke 7");
  EXPECT_EQ(replay_command(dev, FORLOPP_SCENARIOS "/smoke.yaml", 7), "./dev replay smoke 7");
}

TEST(ReplayCommand, OfAUsersFileNamesTheFile) {
  const Started dev{.by = "../dev", .with_dev = true};
  EXPECT_EQ(replay_command(dev, own_file, 7), std::string{"../dev run "} + own_file + " --seed 7");
}

TEST(ReplayCommand, WithoutDevIsTheProgramAsItWasCalled) {
  const Started program{.by = "build/run/forlopp", .with_dev = false};
  EXPECT_EQ(replay_command(program, "smoke", 7), "build/run/forlopp run smoke --seed 7");
}

TEST(ReplayCommand, QuotesWhatAShellWouldTakeApart) {
  const Started program{.by = "forlopp", .with_dev = false};
  EXPECT_EQ(replay_command(program, "my talk's.yaml", 7),
            "forlopp run 'my talk'\\''s.yaml' --seed 7");
}

}  // namespace
}  // namespace forlopp::cli
