// Goal: watching changes nothing. The same run, as a program of its own, with nobody, with one and
// with five consoles, of which one stands still and one asks for everything; and what the exchange
// keeps for a console that stands still.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "switch/mgmt/json.hpp"
#include "tests/end_to_end/console_crowd.hpp"
#include "tests/end_to_end/served_exchange.hpp"
#include "tests/support/sanitizers.hpp"

namespace forlopp::test {
namespace {

using management::Client;
using management::Document;

/// What is reported of the one run whose folder is there.
Document report_in(const std::string& runs) {
  for (const auto& entry : std::filesystem::directory_iterator{runs}) {
    std::ifstream file{entry.path() / "report.json"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return management::read_json(text, {.bytes = 10'000'000}).document;
  }
  return {};
}

std::string fingerprint_in(const Document& report) {
  const Document* run = report.find("run");
  const auto* fingerprint = (run == nullptr ? report : *run).find_as<std::string>("fingerprint");
  return fingerprint == nullptr ? "no fingerprint" : *fingerprint;
}

std::string fingerprint_with_nobody() {
  const OwnFolder folder;
  ChildProgram run{{forlopp_program(), "run", source_file("tests/end_to_end/small_town.yaml"),
                    "--quiet", "--out", folder.path()}};
  EXPECT_EQ(run.end(), 0) << run.error();
  return fingerprint_in(report_in(folder.path()));
}

/// Kilobytes of memory that a program has had at most.
std::int64_t peak_memory(pid_t pid) {
  std::ifstream status{"/proc/" + std::to_string(pid) + "/status"};
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
  return 0;
}

/// An exchange that is let go once everybody sees it, until it is over.
class WatchedRun {
 public:
  WatchedRun() : exchange_{{.more = {"--paused"}}} {
    operator_ = come_to(exchange_.port(), exchange_.token());
  }

  std::uint16_t port() const { return exchange_.port(); }
  ServedExchange& exchange() { return exchange_; }
  /// As fast as it can.
  void go() {
    answer_of(*operator_, {{"do", "subscribe"}, {"topic", "run"}});
    answer_of(*operator_, {{"do", "run"}, {"pace", 0}});
    while (!is_over()) {
    }
  }
  /// It is judged: its fingerprint.
  std::string fingerprint() {
    answer_of(*operator_, {{"do", "finish"}});
    operator_.reset();
    EXPECT_EQ(exchange_.program().end(), 0) << exchange_.program().error();
    return fingerprint_in(report_in(exchange_.folder() + "/runs"));
  }

 private:
  bool is_over() {
    const Client::Received frame = operator_->next_frame(std::chrono::milliseconds{200});
    const auto* number = frame.document.find_as<std::int64_t>("frame");
    if (number == nullptr) return !frame.error.empty();
    operator_->acknowledge(*number);
    return management::write_json(frame.document).find(R"("over")") != std::string::npos;
  }

  ServedExchange exchange_;
  std::unique_ptr<Client> operator_{};
};

TEST(NoInfluence, RunIsTheSameWhetherNobodyOneOrFiveWatchIt) {
  const std::string alone = fingerprint_with_nobody();
  EXPECT_EQ(alone.size(), std::string{"0123456789abcdef"}.size()) << alone;

  WatchedRun with_one;
  ConsoleCrowd one{with_one.port(), {reads_everything}};
  with_one.go();
  one.disperse();
  EXPECT_EQ(with_one.fingerprint(), alone);

  WatchedRun with_five;
  StalledConsole stalled{with_five.port()};
  ConsoleCrowd four{with_five.port(),
                    {reads_everything, reads_everything, asks_for_everything, comes_and_goes}};
  with_five.go();
  four.disperse();
  EXPECT_LE(stalled.frames_sent(), management::frames_unacknowledged_max);
  EXPECT_EQ(with_five.fingerprint(), alone);
}

TEST(NoInfluence, StalledConsolesCostTheExchangeTwoFramesEachAndNoMore) {
  if (is_sanitized) GTEST_SKIP() << "sanitizers keep memory that is free";
  WatchedRun alone;
  ConsoleCrowd one{alone.port(), {reads_everything}};
  alone.go();
  const std::int64_t before = peak_memory(alone.exchange().program().pid());
  one.disperse();

  WatchedRun with_stalled;
  std::vector<std::unique_ptr<StalledConsole>> stalled(10);
  for (auto& each : stalled) each = std::make_unique<StalledConsole>(with_stalled.port());
  ConsoleCrowd again{with_stalled.port(), {reads_everything}};
  with_stalled.go();
  const std::int64_t after = peak_memory(with_stalled.exchange().program().pid());
  again.disperse();
  for (auto& each : stalled) EXPECT_LE(each->frames_sent(), management::frames_unacknowledged_max);
  constexpr std::int64_t most_of_a_frame = 320;  // 64 kB of rows, 256 kB of events.
  EXPECT_LE(after - before, 10 * 2 * most_of_a_frame + 4'096) << "of " << before << " kB";
}

TEST(NoInfluence, KilledConsolesLeaveTheRunAlone) {
  WatchedRun run;
  {
    ConsoleCrowd crowd{run.port(), {comes_and_goes, comes_and_goes, comes_and_goes}};
    run.go();
  }
  EXPECT_EQ(run.fingerprint(), fingerprint_with_nobody());
}

}  // namespace
}  // namespace forlopp::test
