#include "tests/simulation/race_lab.hpp"

#include <set>

#include <gtest/gtest.h>

namespace forlopp::exchange {

LabPlan RaceLab::plan(std::uint64_t seed, SoftwareFaults* faults) {
  LabPlan plan;
  plan.config = small_exchange();
  plan.config.timers.set(callmodel::TimerId::no_answer, no_answer);
  plan.seed = seed;
  // Where work takes no time, the seed picks who runs next; otherwise, those who wait queue.
  plan.message_cost = seed % 3 == 0 ? runtime::Duration{200us} : runtime::Duration{};
  plan.faults = faults;
  return plan;
}

RaceLab::RaceLab(std::uint64_t seed, SoftwareFaults* faults)
    : random_{seed},
      half_calls_crash_{faults != nullptr},
      at_once_{seed % 2 == 0},
      lab_{plan(seed, faults)},
      alive_{lab_.node.counts().alive} {}

runtime::Duration RaceLab::some(runtime::Duration window) {
  if (at_once_) return {};
  const auto below = static_cast<std::uint64_t>(window.count());
  return runtime::Duration{static_cast<runtime::Duration::rep>(random_.below(below))};
}

void RaceLab::dial_all_but_one() {
  lab_.lift(a);
  std::string number = lab_.number(b);
  number.pop_back();
  lab_.dial(a, number);
}

void RaceLab::ring() {
  lab_.lift(a);
  lab_.dial(a, lab_.number(b));
  lab_.run(500ms);
}

void RaceLab::talk() {
  ring();
  lab_.lift(b);
  lab_.run(1s);
}

void RaceLab::expect_order() {
  lab_.run(20s);
  for (const std::uint32_t line : {a, b, c}) lab_.to_card(line, hwsim::HangUp{lab_.port(line)});
  lab_.run(20s);
  expect_books();
  expect_lines_idle();
  expect_only_wanted_crashes();
  const AuditReport report = lab_.audit();
  for (const AuditLaw& law : report.laws) {
    EXPECT_TRUE(law.broken.empty()) << text(law.law) << ": " << law.broken.front();
  }
  EXPECT_EQ(report.repaired, 0U) << "no audit should have to end a call";
  EXPECT_EQ(lab_.node.counts().alive, alive_) << "processes were left over";
}

void RaceLab::expect_books() {
  const CallCounts counts = lab_.counts();
  EXPECT_EQ(counts.in_progress, 0U);
  EXPECT_EQ(counts.talking, 0U);
  EXPECT_EQ(counts.attempts, counts.answered + counts.failed);
  EXPECT_EQ(counts.written, counts.attempts);
  EXPECT_EQ(counts.attempts, lab_.notes.begun);
  std::set<callmodel::CallId> ended;
  for (const callmodel::AttemptOutcome& outcome : lab_.notes.ended) {
    EXPECT_NE(outcome.cause, callmodel::Cause::none);
    EXPECT_TRUE(ended.insert(outcome.call).second) << "ended twice";
  }
  EXPECT_EQ(ended.size(), counts.attempts);
}

void RaceLab::expect_lines_idle() {
  for (const std::uint32_t line : {a, b, c}) {
    EXPECT_EQ(lab_.state(line), hal::PortState{}) << "line " << line;
  }
}

void RaceLab::expect_only_wanted_crashes() const {
  for (const runtime::CrashReport& crash : lab_.notes.crashes) {
    const bool is_kill = crash.reason.kind() == runtime::ExitReason::Kind::killed;
    EXPECT_TRUE(is_kill || half_calls_crash_) << to_string(crash);
  }
}

void RaceLab::expect_service() {
  const std::uint64_t before = lab_.counts().answered;
  lab_.talk(a, b);
  lab_.run(1s);
  lab_.hang_up(a);
  lab_.hang_up(b);
  lab_.talk(b, a);
  lab_.run(1s);
  EXPECT_EQ(lab_.counts().answered, before + 2);
  expect_order();
}

}  // namespace forlopp::exchange
