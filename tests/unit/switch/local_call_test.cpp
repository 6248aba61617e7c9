#include <gtest/gtest.h>

#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Answered;
using callmodel::Cause;
using hal::Tone;

TEST(LocalCall, LiftingGivesDialTone) {
  ExchangeLab lab;
  lab.lift(0);
  EXPECT_EQ(lab.state(0).tone, Tone::dial);
  EXPECT_EQ(lab.counts().in_progress, 1U);
}

TEST(LocalCall, FirstDigitStopsDialTone) {
  ExchangeLab lab;
  lab.lift(0);
  lab.dial(0, "2");
  EXPECT_EQ(lab.state(0).tone, Tone::silence);
}

TEST(LocalCall, CalledLineRingsAndCallerHearsRingback) {
  ExchangeLab lab;
  lab.lift(0);
  lab.dial(0, lab.number(5));
  lab.run(500ms);
  EXPECT_EQ(lab.state(5).ringing, hal::Ringing::rings);
  EXPECT_EQ(lab.state(0).tone, Tone::ringback);
}

TEST(LocalCall, AnswerConnectsBothToEachOther) {
  ExchangeLab lab;
  lab.talk(0, 5);
  EXPECT_EQ(lab.state(0).path, hal::PathEnd(hal::PortAddress{{1, 2}, 2}));
  EXPECT_EQ(lab.state(5).path, hal::PathEnd(hal::PortAddress{{1, 1}, 1}));
  EXPECT_EQ(lab.state(0).tone, Tone::silence);
  EXPECT_EQ(lab.counts().talking, 1U);
}

TEST(LocalCall, CallerHangingUpEndsTheCallWithOneRecord) {
  ExchangeLab lab;
  lab.talk(0, 5);
  lab.run(30s);
  lab.hang_up(0);
  lab.run(1s);
  ASSERT_EQ(lab.notes.ended.size(), 1U);
  EXPECT_EQ(lab.notes.ended[0].cause, Cause::normal_clearing);
  EXPECT_EQ(lab.notes.ended[0].answered, Answered::yes);
  EXPECT_EQ(lab.notes.written, 1U);
  EXPECT_EQ(lab.state(5).tone, Tone::busy) << "who stays off-hook is told that it is over";
  lab.hang_up(5);
  lab.run(1s);
  EXPECT_EQ(lab.state(0), hal::PortState{});
  EXPECT_EQ(lab.state(5), hal::PortState{});
  EXPECT_TRUE(lab.audit().all_hold());
}

TEST(LocalCall, BusyLineGivesBusyTone) {
  ExchangeLab lab;
  lab.lift(5);
  lab.lift(0);
  lab.dial(0, lab.number(5));
  lab.run(500ms);
  EXPECT_EQ(lab.state(0).tone, Tone::busy);
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::user_busy);
}

TEST(LocalCall, UnallocatedNumberIsCauseOne) {
  ExchangeLab lab;
  lab.lift(0);
  lab.dial(0, "299999");
  lab.run(500ms);
  EXPECT_EQ(lab.notes.ended.at(0).cause, Cause::unallocated_number);
}

TEST(LocalCall, OneSidedHangUpOfTheCalledPartyEndsAfterItsTimer) {
  ExchangeLab lab;
  lab.talk(0, 5);
  lab.hang_up(5);
  lab.run(2s);
  EXPECT_EQ(lab.counts().talking, 1U) << "the called party may come back";
  lab.run(10s);
  EXPECT_EQ(lab.counts().talking, 0U);
  lab.hang_up(0);
  lab.run(1s);
  EXPECT_TRUE(lab.audit().all_hold());
}

TEST(LocalCall, EverythingIsBackAfterManyCalls) {
  ExchangeLab lab;
  for (int round = 0; round < 20; ++round) {
    const auto from = static_cast<std::uint32_t>(round % 8);
    const std::uint32_t to = from + 8;
    lab.talk(from, to);
    lab.run(5s);
    lab.hang_up(round % 2 == 0 ? from : to);
    lab.run(15s);
    lab.hang_up(from);
    lab.hang_up(to);
    lab.run(1s);
  }
  EXPECT_EQ(lab.counts().attempts, 20U);
  EXPECT_EQ(lab.counts().answered, 20U);
  EXPECT_EQ(lab.counts().written, 20U);
  const AuditReport report = lab.audit();
  for (const AuditLaw& law : report.laws) {
    EXPECT_TRUE(law.broken.empty()) << text(law.law) << ": " << law.broken.front();
  }
}

}  // namespace
}  // namespace forlopp::exchange
