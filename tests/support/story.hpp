#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "runtime/observer.hpp"
#include "runtime/script.hpp"
#include "tests/support/event_log.hpp"

/// Tests of semantics are stories: the script of one process, which starts others and writes down
/// what it sees. Each story is told many times, by every scheduler that the program is linked with
/// (ways_simulated.cpp, ways_threaded.cpp), and must come out the same.
namespace forlopp::test {

/// The first process of a node; its label is `story`. A plain function or a lambda without
/// captures.
using Story = runtime::Task<> (*)(runtime::Context self, EventLog* log);

/// One kind of node, e.g. `simulated, seed 7`.
struct Way {
  std::string name;
  std::function<std::vector<std::string>(Story, runtime::Observer*)> tell;
};
/// All that this program tests with.
const std::vector<Way>& ways();
/// To be named by a way's node when the story did not end in time.
inline constexpr const char* unfinished = "THE STORY DID NOT END";

/// What came of one telling.
struct Told {
  std::vector<std::string> log;
  std::vector<runtime::CrashReport> crashes;  ///< Without the story's own, which fails the test.

  /// The report on the process with this label; fails the test and is empty if there is none.
  runtime::CrashReport crash_of(const std::string& label) const;
};

/// Tells the story in every way and fails the test where its log differs.
void expect_log(const std::vector<std::string>& expected, Story story);
/// Tells the story in every way and lets `examine` look at each result.
void tell(Story story, const std::function<void(const Told&)>& examine);

}  // namespace forlopp::test
