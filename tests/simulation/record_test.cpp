// Goal: a run whose call records are not in its database does not pass.
// Method: the file of the database may not grow beyond what a few records need.
#include <algorithm>
#include <csignal>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/simulation/shipped_scenario.hpp"

namespace forlopp::scenario {
namespace {

/// While it lives, no file of this program grows beyond this size.
class FullDisk {
 public:
  explicit FullDisk(rlim_t size) : signal_{std::signal(SIGXFSZ, SIG_IGN)} {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{.rlim_cur = size, .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    static_cast<void>(std::signal(SIGXFSZ, signal_));
  }

 private:
  void (*signal_)(int);
  rlimit before_{};
};

Scenario many_calls() {
  auto scenario = read_scenario(R"(
scenario: many calls
run: {duration: 20s, drain: 20s}
exchange: {lines: 200, lines_per_card: 10, cards_per_shelf: 10, numbers: {prefix: "2", length: 4}}
traffic:
  - {class: all, offers: 10/s, calls_to: {local: 100 %}, holding_time: 5s, answer_delay: 1s}
)",
                                "many_calls.yaml");
  EXPECT_TRUE(scenario) << testing::PrintToString(scenario.error());
  return scenario.value_or(Scenario{});
}

Measurements run_into(const std::filesystem::path& folder) {
  RunOptions options;
  options.database = folder / "calls.db";
  auto measured = run(many_calls(), options);
  EXPECT_TRUE(measured);
  return measured ? std::move(*measured) : Measurements{};
}

class Records : public testing::Test {
 protected:
  Records() { std::filesystem::create_directories(folder); }
  ~Records() override { std::filesystem::remove_all(folder); }
  std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "forlopp_records";
};

TEST_F(Records, OfARunAreInItsDatabase) {
  EXPECT_TRUE(passed(run_into(folder)));
}

TEST_F(Records, ThatTheDiskDidNotTakeFailTheRun) {
  const FullDisk disk{130'000};
  const Measurements measured = run_into(folder);
  EXPECT_FALSE(passed(measured));
  const auto law =
      std::ranges::find(measured.audits, "every call that ended is one record", &AuditResult::law);
  ASSERT_NE(law, measured.audits.end());
  EXPECT_FALSE(law->held);
  EXPECT_NE(law->finding.find("could not be written"), std::string::npos) << law->finding;
}

}  // namespace
}  // namespace forlopp::scenario
