#include "callmodel/incoming_trunk_half.hpp"

#include <gtest/gtest.h>

#include "tests/unit/callmodel/told_half.hpp"

namespace forlopp::callmodel {
namespace {

using Trunk = Told<IncomingTrunkHalf>;
using enum TrunkMessage;

Trunk trunk() {
  return Trunk{IncomingTrunkHalf{CallId{1}, PortId{9}}};
}

TrunkSignal signal(TrunkMessage message, Cause cause = Cause::none) {
  return {message, cause, {}, {}};
}

TrunkSignal iam_to(Digits called) {
  return {iam, Cause::none, "0317654321"_dn, called};
}

void is_sent(Trunk& o) {
  o.tell(iam_to("2002"_dn)).tell(AdmissionGranted{}).tell(RouteSelected{{RouteKind::line, 2}});
}

TEST(IncomingTrunkHalf, AnalysesTheWholeNumberAtOnce) {
  Trunk o = trunk();
  EXPECT_TRUE(o.tell(iam_to("2002"_dn)).did<RequestAdmission>());
  EXPECT_TRUE(o.tell(AdmissionGranted{}).did<SelectRoute>());
  o.tell(RouteSelected{{RouteKind::line, 2}});
  EXPECT_EQ(o.did<callmodel::SetUp>()->setup.calling, "0317654321"_dn);
  EXPECT_EQ(o.did<callmodel::SetUp>()->setup.calling_port, PortId{9});
}

TEST(IncomingTrunkHalf, PassesTheCallOnMessageByMessage) {
  Trunk o = trunk();
  is_sent(o);
  EXPECT_EQ(o.tell(Alerting{}).signalled()->message, acm);
  EXPECT_EQ(o.tell(Progress{}).signalled()->message, cpg);
  EXPECT_EQ(o.tell(Answer{}).signalled()->message, anm);
  EXPECT_TRUE(o.did<OpenCallRecord>());
  EXPECT_EQ(o.tell(Suspend{}).signalled()->message, sus);
  EXPECT_EQ(o.tell(Resume{}).signalled()->message, res);
  o.tell(signal(rel, Cause::normal_clearing));
  EXPECT_EQ(o.signalled()->message, rlc);
  EXPECT_TRUE(o.did<ReleaseCircuit>());
  EXPECT_EQ(o.did<CompleteCallRecord>()->record.released_by, ReleasedBy::calling_party);
  EXPECT_TRUE(o.sent<Release>());
  EXPECT_TRUE(o.tell(ReleaseComplete{}).finished());
}

TEST(IncomingTrunkHalf, RefusalGoesBackAsReleaseWithoutATone) {
  Trunk o = trunk();
  is_sent(o);
  o.tell(Release{Cause::user_busy});
  EXPECT_EQ(o.signalled()->message, rel);
  EXPECT_EQ(o.signalled()->cause, Cause::user_busy);
  EXPECT_FALSE(o.did<GiveTone>());
  EXPECT_TRUE(o.tell(signal(rlc)).finished());
}

TEST(IncomingTrunkHalf, NumberThatIsTooShortOrUnknownIsRefused) {
  Trunk incomplete = trunk();
  incomplete.tell(iam_to("20"_dn)).tell(AdmissionGranted{});
  EXPECT_EQ(incomplete.signalled()->cause, Cause::invalid_number_format);
  Trunk unknown = trunk();
  unknown.tell(iam_to("9"_dn)).tell(AdmissionGranted{});
  EXPECT_EQ(unknown.signalled()->cause, Cause::unallocated_number);
}

TEST(IncomingTrunkHalf, OverloadAndFailuresHaveTheirCauses) {
  Trunk overload = trunk();
  overload.tell(iam_to("2002"_dn)).tell(AdmissionRefused{});
  EXPECT_EQ(overload.signalled()->cause, Cause::switching_equipment_congestion);
  Trunk crash = trunk();
  is_sent(crash);
  crash.tell(HalfLost{});
  EXPECT_EQ(crash.signalled()->cause, Cause::temporary_failure);
}

TEST(IncomingTrunkHalf, LostCircuitEndsTheCallWithoutAWordToTheFarEnd) {
  Trunk o = trunk();
  is_sent(o);
  o.tell(Answer{}).tell(CircuitLost{});
  EXPECT_FALSE(o.signalled());
  EXPECT_EQ(o.did<CompleteCallRecord>()->record.cause, Cause::network_out_of_order);
}

TEST(IncomingTrunkHalf, StableCallGoesOnAfterARestart) {
  Trunk before = trunk();
  is_sent(before);
  before.tell(Answer{});
  Trunk after{IncomingTrunkHalf::resume(before.half().facts())};
  after.tell(signal(rel, Cause::normal_clearing));
  EXPECT_TRUE(after.did<CompleteCallRecord>());
  EXPECT_TRUE(after.did<ReleaseCircuit>());
}

}  // namespace
}  // namespace forlopp::callmodel
