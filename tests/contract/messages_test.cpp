#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "switch/hal/command.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"
#include "switch/hal/trunk_message.hpp"

// The messages of the contract themselves.

namespace forlopp::hal {
namespace {

using ::testing::StrEq;

constexpr CardAddress card{1, 3};
constexpr runtime::Pid exchange{7, 1};

/// Sealed, it is intact; changed in any of these ways, it is not.
template <class M, class... Change>
void expect_sealed_against(const M& message, Change... change) {
  const M good = sealed(message);
  EXPECT_TRUE(is_intact(good));
  const auto spoiled = [&](auto how) {
    M bad = good;
    how(bad);
    EXPECT_FALSE(is_intact(bad)) << describe(bad);
  };
  (spoiled(change), ...);
}

TEST(Checksum, CoversAnEvent) {
  expect_sealed_against(
      Event{.card = card, .incarnation = 2, .sequence = 9, .port = 4},
      [](Event& e) { e.card.slot ^= 1; }, [](Event& e) { e.incarnation ^= 1; },
      [](Event& e) { e.sequence ^= 4; }, [](Event& e) { e.port ^= 8; },
      [](Event& e) { e.kind = EventKind::on_hook; }, [](Event& e) { e.value ^= 256; },
      [](Event& e) { e.checksum ^= 1; });
  expect_sealed_against(
      EventAck{.card = card, .incarnation = 2, .sequence = 9},
      [](EventAck& a) { a.card.shelf ^= 2; }, [](EventAck& a) { a.sequence ^= 1; },
      [](EventAck& a) { a.incarnation ^= 1; });
}

TEST(Checksum, CoversACommandAndWhatItAsksFor) {
  const Command ring{.from = exchange, .card = card, .incarnation = 2, .number = 9, .port = 4};
  expect_sealed_against(
      ring,
      [](Command& c) {
        c.from = runtime::Pid{8, 1};
      },
      [](Command& c) { c.number ^= 1; }, [](Command& c) { c.port ^= 1; },
      [](Command& c) { c.action = StopRinging{}; },
      [](Command& c) { c.action = Ring{Cadence::recall}; });
  Command tone = ring;
  tone.action = GiveTone{Tone::dial};
  expect_sealed_against(tone, [](Command& c) { c.action = GiveTone{Tone::busy}; });
  Command connect = ring;
  connect.action = Connect{PortAddress{card, 7}};
  expect_sealed_against(
      connect,
      [](Command& c) {
        c.action = Connect{PortAddress{card, 8}};
      },
      [](Command& c) {
        c.action = Connect{CircuitAddress{1, 3}};
      });
  Command show = ring;
  show.action = ShowCaller{Digits::from("2017")};
  expect_sealed_against(show, [](Command& c) { c.action = ShowCaller{Digits::from("2107")}; });
}

TEST(Checksum, CoversAnswersAndQuestions) {
  expect_sealed_against(
      CommandAnswer{.card = card, .incarnation = 2, .number = 9, .port = 4},
      [](CommandAnswer& a) { a.outcome = CommandOutcome::busy; },
      [](CommandAnswer& a) { a.number ^= 1; });
  expect_sealed_against(Attach{.card = card, .exchange = exchange}, [](Attach& a) {
    a.exchange = runtime::Pid{9, 1};
  });
  expect_sealed_against(StateQuery{.card = card, .from = exchange, .query = 3},
                        [](StateQuery& q) { q.query ^= 1; });
  expect_sealed_against(Heartbeat{.card = card, .from = exchange, .number = 3},
                        [](Heartbeat& h) { h.depth = HeartbeatDepth::link; });
  expect_sealed_against(HeartbeatEcho{.card = card, .incarnation = 1, .number = 3},
                        [](HeartbeatEcho& e) { e.incarnation ^= 1; });
}

TEST(Checksum, CoversEveryPortOfAReport) {
  expect_sealed_against(
      StateReport{.card = card, .incarnation = 1, .last_event = 8, .ports = {{}, {}}},
      [](StateReport& r) { r.ports.at(1).hook = Hook::off; },
      [](StateReport& r) {
        r.ports.at(0).path = CircuitAddress{1, 1};
      },
      [](StateReport& r) { r.ports.pop_back(); }, [](StateReport& r) { r.last_event ^= 1; },
      [](StateReport& r) { r.presence = Presence::removed; });
}

TEST(PathEnd, TellsLinesFromCircuits) {
  const PathEnd line{PortAddress{{1, 3}, 12}};
  const PathEnd circuit{CircuitAddress{1, 3}};
  EXPECT_EQ(line.port(), (PortAddress{{1, 3}, 12}));
  EXPECT_EQ(circuit.circuit(), (CircuitAddress{1, 3}));
  EXPECT_NE(line, circuit);
  EXPECT_NE(line.bits(), circuit.bits());
  EXPECT_TRUE(line);
  EXPECT_FALSE(PathEnd{});
}

TEST(Digits, KeepAsManyAsFit) {
  EXPECT_EQ(Digits::from("0812345678").text(), "0812345678");
  EXPECT_EQ(Digits::from(std::string(40, '1')).length, Digits::length_max);
  Digits full = Digits::from(std::string(23, '1'));
  EXPECT_FALSE(full.push('2'));
}

TEST(Description, ReadsLikeALadder) {
  const Event digit{
      .card = card, .sequence = 9, .port = 12, .kind = EventKind::digit, .value = '7'};
  EXPECT_THAT(describe(digit), StrEq("digit 7 line 1/3/12 #9"));
  const Event boot{.card = card, .sequence = 1, .kind = EventKind::boot, .value = 2};
  EXPECT_THAT(describe(boot), StrEq("boot watchdog card 1/3 #1"));
  const Command tone{.card = card, .number = 4, .port = 12, .action = GiveTone{Tone::dial}};
  EXPECT_THAT(describe(tone), StrEq("give_tone dial line 1/3/12 #4"));
  const Command connect{
      .card = card, .number = 5, .port = 2, .action = Connect{CircuitAddress{2, 17}}};
  EXPECT_THAT(describe(connect), StrEq("connect circuit 2:17 line 1/3/2 #5"));
  const TrunkMessage release{.circuit = {2, 17}, .kind = Isup::rel, .cause = 17};
  EXPECT_THAT(describe(release), StrEq("REL 2:17 cause 17"));
}

}  // namespace
}  // namespace forlopp::hal
