#include "switch/maintenance/audit.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace forlopp::exchange
