#include "switch/maintenance/audit.hpp"

#include <gtest/gtest.h>

#include "switch/maintenance/audit_trail.hpp"
#include "tests/unit/switch/exchange_lab.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::PortId;

constexpr runtime::Pid somebody{7, 1};

/// A half-call of call 1 that has a path, as it says itself.
Holdings with_path(PortId from, PortId to) {
  return {.half = somebody,
          .call = callmodel::CallId{1},
          .path = Holding::held,
          .path_from = from,
          .path_to = to};
}

Books had(PortId from, PortId to) {
  Books books;
  books.halves = {with_path(from, to)};
  return books;
}

Books booked(PortId from, PortId to) {
  Books books;
  books.paths.held = {{somebody, from, to}};
  return books;
}

std::size_t lasting_in(const Books& first, const Books& second) {
  return lasting(compare(first), compare(second)).size();
}

TEST(Audit, FindingThatIsThereBothTimesLasts) {
  EXPECT_EQ(lasting_in(had(PortId{1}, PortId{2}), had(PortId{1}, PortId{2})), 1U);
  EXPECT_EQ(lasting_in(booked(PortId{1}, PortId{2}), booked(PortId{1}, PortId{2})), 1U);
}

/// The grant was on its way at the first look, and the release at the second one.
TEST(Audit, PathThatIsFirstUnbookedAndThenUnknownToItsHolderWasOnItsWayTwice) {
  EXPECT_EQ(lasting_in(had(PortId{1}, PortId{2}), booked(PortId{1}, PortId{2})), 0U);
  EXPECT_EQ(lasting_in(booked(PortId{1}, PortId{2}), had(PortId{1}, PortId{2})), 0U);
}

TEST(Audit, AnotherPathOfTheSameHolderIsAnotherFinding) {
  EXPECT_EQ(lasting_in(booked(PortId{1}, PortId{2}), booked(PortId{1}, PortId{3})), 0U);
}

TEST(Audit, ReceiverThatIsFirstUnbookedAndThenUnknownToItsHolderWasOnItsWayTwice) {
  Books first;
  first.halves = {{.half = somebody, .call = callmodel::CallId{1}, .receiver = Holding::held}};
  Books second;
  second.receivers.held = {somebody};
  EXPECT_EQ(lasting_in(first, second), 0U);
  EXPECT_EQ(lasting_in(first, first), 1U);
}

TEST(Audit, LineThatIsFirstBookedAndThenUnknownToItsCardWasOnItsWayTwice) {
  Books first;
  first.cards = {{.lines = {{LineId{3}, LinePhase::calling, callmodel::CallId{1}, somebody}}}};
  Books second;
  second.halves = {{.half = somebody,
                    .call = callmodel::CallId{1},
                    .access = port_of(LineId{3}),
                    .has_access = Holding::held}};
  EXPECT_EQ(lasting_in(first, second), 0U);
  EXPECT_EQ(lasting_in(first, first), 1U);
}

TEST(Audit, CircuitThatIsFirstBookedAndThenUnknownToItsGroupWasOnItsWayTwice) {
  constexpr CircuitId circuit{.group = 1, .circuit = 4};
  Books first;
  first.trunks = {{.group = 1, .held = {{.circuit = 4, .holder = somebody}}}};
  Books second;
  second.trunks = {{.group = 1, .settled = true}};
  second.halves = {{.half = somebody,
                    .call = callmodel::CallId{1},
                    .access = port_of(circuit),
                    .has_access = Holding::held}};
  EXPECT_EQ(lasting_in(first, second), 0U);
  EXPECT_EQ(lasting_in(first, first), 1U);
  EXPECT_EQ(lasting_in(second, second), 1U);
}

TEST(Audit, CircuitIsNotMissedByAGroupThatHasYetToHearWhoHoldsWhat) {
  Books books;
  books.trunks = {{.group = 1}};
  books.halves = {{.half = somebody,
                   .access = port_of(CircuitId{.group = 1, .circuit = 4}),
                   .has_access = Holding::held}};
  EXPECT_TRUE(compare(books).empty());
}

AuditOutcome path_found_at(runtime::Duration when) {
  return {.when = runtime::Instant{when}, .findings = compare(booked(PortId{1}, PortId{2}))};
}

TEST(AuditTrail, WhatOneAuditFoundIsInAllLaterReports) {
  AuditTrail trail;
  trail.add({});
  EXPECT_TRUE(trail.report().all_hold());
  trail.add(path_found_at(1257s));
  trail.add(path_found_at(1317s));
  trail.add({});
  const AuditReport report = trail.report();
  EXPECT_FALSE(report.all_hold());
  const AuditLaw& law = report.laws.at(static_cast<std::size_t>(Law::paths_have_holders));
  EXPECT_EQ(law.audits, 4U);
  ASSERT_EQ(law.broken.size(), 1U) << "told of once";
  EXPECT_NE(law.broken[0].find("found at 1257 s"), std::string::npos) << law.broken[0];
}

TEST(AuditTrail, AuditThatNotAllHaveAnsweredDoesNotHold) {
  AuditTrail trail;
  trail.add({});
  trail.add({.when = {}, .unanswered = 2});
  EXPECT_FALSE(trail.report().all_hold());
  EXPECT_EQ(trail.report().laws[0].audits, 1U);
  trail.add({});
  EXPECT_TRUE(trail.report().all_hold()) << "the last one proves it again";
}

TEST(Audit, KilledAuditorForgetsNothing) {
  ExchangeLab lab;
  const std::uint64_t before = lab.audit().laws[0].audits;
  lab.kill("audit");
  EXPECT_EQ(lab.audit().laws[0].audits, before + 1);
}

}  // namespace
}  // namespace forlopp::exchange
