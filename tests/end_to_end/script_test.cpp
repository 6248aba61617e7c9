// Goal: the script of the documentation does what the documentation says of it.
#include <gmock/gmock.h>

#include "tests/end_to_end/served_exchange.hpp"

namespace forlopp::test {
namespace {

using testing::HasSubstr;

/// As a user starts it; not with another Python that happens to come first.
std::vector<std::string> script(std::vector<std::string> words) {
  words.insert(words.begin(), source_file("docs/watch_restarts.py"));
  return words;
}

class Script : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ChildProgram usage{script({})};
    usage.end();
    is_usable = usage.error().find("usage: ") != std::string::npos;
  }
  void SetUp() override {
    if (!is_usable) GTEST_SKIP() << "There is no python3-websockets here.";
  }
  static std::string where(const ServedExchange& exchange) {
    return "127.0.0.1:" + std::to_string(exchange.port());
  }
  static inline bool is_usable = false;
};

TEST_F(Script, KillsAProcessAndTellsWhatItsSupervisorDoes) {
  const ServedExchange exchange;
  ChildProgram watch{script({where(exchange), exchange.token()})};
  EXPECT_EQ(watch.end(), 0) << watch.error();
  EXPECT_THAT(watch.output(), HasSubstr("small_town, seed 7\n"));
  EXPECT_THAT(watch.output(), HasSubstr("crash "));
  EXPECT_THAT(watch.output(), HasSubstr("kind=restarted"));
  EXPECT_THAT(watch.output(), HasSubstr("path_finder"));
}

TEST_F(Script, StrikesWhatItIsToldToStrike) {
  const ServedExchange exchange;
  ChildProgram watch{
      script({where(exchange), exchange.token(), "process_killed", "process of card 1/2"})};
  EXPECT_EQ(watch.end(), 0) << watch.error();
  EXPECT_THAT(watch.output(), HasSubstr("child=card 1/2"));
}

TEST_F(Script, EndsWithTheExchangesReason) {
  const ServedExchange exchange;
  ChildProgram watch{script({where(exchange), exchange.token(), "process_killed", "card 9/9"})};
  EXPECT_NE(watch.end(), 0);
  EXPECT_THAT(watch.error(), HasSubstr("target"));
}

}  // namespace
}  // namespace forlopp::test
