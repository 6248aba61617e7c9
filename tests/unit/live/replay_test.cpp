// Goal: a run with what clients did to it can be done again.
// Method: does things at places that are found in many ways, and again at the steps and moments
// that the log says they were done at.
#include <gtest/gtest.h>

#include "tests/unit/live/client.hpp"
#include "tests/unit/live/small_exchange.hpp"

namespace forlopp::live {
namespace {

using management::EventClass;
using management::Map;

const std::string faults =
    "  - {fault: card_crash, target: any card, at: 25s}\n"
    "  - {fault: message_loss, target: all links, probability: 1 %, at: 5s, lasting: 30s}\n";

void disturb(Client& client) {
  client.then("step", {{"kind", "message"}, {"count", 1234}})
      .then("inject", {{"fault", "card_crash"}, {"target", "any 2 cards"}, {"spread", "3s"}})
      .then("step", {{"kind", "tick"}, {"count", 700}})
      .then("inject",
            {{"fault", "half_call_crash"}, {"target", "any 2 calls"}, {"while", "talking"}})
      .then("until", {{"vtime", "20.000123s"}})
      .then("block", {{"object", "circuit north/1"}})
      .then("inject", {{"fault", "babbling_line"}, {"target", "any 3 lines"}, {"at", "20.4s"}})
      .then("until", {{"vtime", "22s"}})
      .then("inject", {{"fault", "process_killed"}, {"target", "process path_finder"}})
      .then("until", {{"level", 1}})
      .then("inject", {{"fault", "off_hook_storm"}, {"target", "30 % of lines"}})
      .then("until", {{"metric", "attempts >= 35"}})
      .then("unblock", {{"object", "circuit north/1"}})
      .then("step", {{"kind", "supervision"}})
      .then("halt");
}

/// What changes a run; the rest only says when.
bool is_deed(const std::string& what) {
  return what == "inject" || what == "halt" || what == "block" || what == "unblock";
}

Map arguments_of(const management::Event& command) {
  Map arguments;
  for (const auto& [key, value] : command.fields) {
    if (key != "do" && key != "client" && key != "at_step") arguments.emplace_back(key, value);
  }
  return arguments;
}

void repeat(Client& client, const std::vector<management::Event>& commands) {
  std::int64_t steps = 0;
  for (const auto& command : commands) {
    if (!is_deed(text_in(command, "do"))) continue;
    const std::int64_t at = number_in(command, "at_step");
    if (at > steps) client.then("step", {{"kind", "event"}, {"count", at - steps}});
    steps = at;
    client.then("until", {{"vtime", command.vtime}});
    client.then(text_in(command, "do"), arguments_of(command));
  }
}

class Replay : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Replay, IsTheSameRunFromTheCommandsOfTheLog) {
  scenario::Scenario scenario = small_exchange(faults);
  scenario.seed = GetParam();
  Client first;
  disturb(first);
  const auto done = first.drive(scenario);
  Client second;
  repeat(second, first.events(EventClass::command));
  const auto again = second.drive(scenario);
  EXPECT_EQ(again.run.fingerprint, done.run.fingerprint);
  EXPECT_EQ(report_of(again), report_of(done));
  EXPECT_NE(done.run.fingerprint, run_with(scenario).run.fingerprint);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, testing::Range(std::uint64_t{1}, std::uint64_t{9}));

}  // namespace
}  // namespace forlopp::live
