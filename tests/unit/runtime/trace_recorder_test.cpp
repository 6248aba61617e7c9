#include "runtime/trace_recorder.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/gen_server.hpp"
#include "runtime/simulated_node.hpp"
#include "tests/support/processes.hpp"

namespace forlopp::runtime {
namespace {

using namespace std::chrono_literals;
using namespace test;
using Kind = TraceEvent::Kind;
using testing::ElementsAre;
using testing::HasSubstr;

struct Question {};
struct Ring {};

/// Answers after a second; a `Ring` kills it.
Task<> answers(Context self) {
  for (;;) {
    const Message question = co_await receive(self);
    if (question.is<Ring>()) throw std::runtime_error{"rung"};
    const Message nothing = co_await receive_if(
        self, [](const Message&) { return false; }, 1s);
    self.send(question.sender(), Go{});
  }
}

Task<> asks(Context self, Pid other) {
  self.link(other);
  self.send(other, Question{});
  const Message answer = co_await receive_any<Go>(self);
  self.send_after(5s, other, Ring{});
  co_await idle(self);
}

struct Recorded {
  std::vector<TraceStep> steps;
  Pid asker;
  Pid answerer;
};

Recorded recorded(std::uint64_t seed) {
  TraceRecorder recorder;
  SimulatedNode node{{.seed = seed, .observer = &recorder}};
  node.trace(true);
  const Pid answerer = node.spawn({.label = {"answerer"}}, script(&answers));
  const Pid asker = node.spawn({.label = {"asker"}}, script(&asks, answerer));
  node.run_until_idle();
  return {recorder.steps(), asker, answerer};
}

std::vector<std::string> lines(const std::vector<TraceStep>& steps) {
  std::vector<std::string> texts;
  for (const TraceStep& step : steps)
    texts.push_back(std::string{to_string(step.kind)} + " " + step.what);
  return texts;
}

std::uint64_t id_of(const std::vector<TraceStep>& steps, Kind kind, Pid to) {
  const auto found = std::ranges::find_if(
      steps, [&](const TraceStep& step) { return step.kind == kind && step.to == to; });
  return found == steps.end() ? 0 : found->id;
}

TEST(TraceRecorder, AnEndIsFollowedBackToItsFirstCause) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Recorded run = recorded(seed);
    const auto chain = causes_of(run.steps, id_of(run.steps, Kind::ended, run.asker));
    EXPECT_THAT(
        lines(chain),
        ElementsAre("spawned asker", "sent Question", "handled Question", "timed out ", "sent Go",
                    "handled Go", "timer started Ring", "handled Ring", HasSubstr("ended"),
                    "signalled ExitSignal", "acted on ExitSignal", HasSubstr("ended")))
        << seed;
  }
}

TEST(TraceRecorder, WhatCameOfAStepEndsWithTheLinkedProcess) {
  const Recorded run = recorded(1);
  const auto effects = effects_of(run.steps, id_of(run.steps, Kind::spawned, run.asker));
  EXPECT_EQ(effects.front().to, run.asker);
  EXPECT_EQ(effects.back().kind, Kind::ended);
  EXPECT_EQ(effects.back().to, run.asker);
}

TEST(TraceRecorder, LadderShowsWhatHappenedBetweenTwoProcesses) {
  const Recorded run = recorded(1);
  const std::vector<Pid> both{run.asker, run.answerer};
  const std::string ladder = draw_ladder_of(between(run.steps, both));
  EXPECT_THAT(ladder, HasSubstr("asker"));
  EXPECT_THAT(ladder, HasSubstr("Question"));
  EXPECT_THAT(ladder, HasSubstr("* time-out"));
  EXPECT_THAT(ladder, HasSubstr("ExitSignal"));
}

TEST(TraceRecorder, KeepsTheLastSteps) {
  TraceRecorder recorder{10};
  for (std::uint64_t id = 1; id <= 25; ++id) recorder.traced({.kind = Kind::sent, .id = id});
  EXPECT_EQ(recorder.steps().size(), 10U);
  EXPECT_EQ(recorder.steps().front().id, 16U);
  EXPECT_EQ(recorder.forgotten(), 15U);
}

}  // namespace
}  // namespace forlopp::runtime
