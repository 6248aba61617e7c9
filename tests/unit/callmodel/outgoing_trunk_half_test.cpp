#include "callmodel/outgoing_trunk_half.hpp"

#include <gtest/gtest.h>

#include "tests/unit/callmodel/told_half.hpp"

namespace forlopp::callmodel {
namespace {

using Trunk = Told<OutgoingTrunkHalf>;
using enum TrunkMessage;

const Setup setup{.call = CallId{1},
                  .calling = "2001"_dn,
                  .called = "081234567"_dn,
                  .calling_port = PortId{1},
                  .category = Category::national};

Trunk trunk() {
  return Trunk{OutgoingTrunkHalf{Route{RouteKind::trunk, 5}}};
}

TrunkSignal signal(TrunkMessage message, Cause cause = Cause::none) {
  return {message, cause, {}, {}};
}

void is_offered(Trunk& t) {
  t.tell(setup).tell(CircuitSeized{PortId{9}}).tell(PathGranted{});
}

void is_answered(Trunk& t) {
  is_offered(t);
  t.tell(signal(acm)).tell(signal(anm));
}

TEST(OutgoingTrunkHalf, SeizesACircuitOfItsRouteThenThePathThenSendsIam) {
  Trunk t = trunk();
  ASSERT_TRUE(t.tell(setup).did<SeizeCircuit>());
  EXPECT_EQ(t.did<SeizeCircuit>()->route.id, 5U);
  EXPECT_EQ(t.tell(CircuitSeized{PortId{9}}).did<RequestPath>()->to, PortId{9});
  t.tell(PathGranted{});
  ASSERT_TRUE(t.signalled());
  EXPECT_EQ(t.signalled()->message, iam);
  EXPECT_EQ(t.signalled()->called, "081234567"_dn);
  EXPECT_TRUE(t.started(TimerId::isup_t7));
}

TEST(OutgoingTrunkHalf, AddressCompleteConnectsThePathForTheDistantRingback) {
  Trunk t = trunk();
  is_offered(t);
  t.tell(signal(acm));
  EXPECT_TRUE(t.did<ConnectPath>());
  EXPECT_EQ(t.sent<Alerting>()->ringback, Ringback::in_band);
  EXPECT_TRUE(t.tell(signal(cpg)).sent<Progress>());
  t.tell(signal(anm));
  EXPECT_TRUE(t.sent<Answer>());
  EXPECT_FALSE(t.did<ConnectPath>());
}

TEST(OutgoingTrunkHalf, AllCircuitsBusyIsCause34) {
  Trunk t = trunk();
  t.tell(setup).tell(CircuitRefused{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::no_circuit_available);
  EXPECT_TRUE(t.passed(Dp::t_busy));
  EXPECT_FALSE(t.did<ReleaseCircuit>());
}

TEST(OutgoingTrunkHalf, CircuitIsGivenBackOnlyAfterReleaseComplete) {
  Trunk t = trunk();
  is_answered(t);
  t.tell(Release{Cause::normal_clearing});
  EXPECT_EQ(t.signalled()->message, rel);
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_FALSE(t.did<ReleaseCircuit>());
  EXPECT_FALSE(t.finished());
  t.tell(signal(rlc));
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_TRUE(t.finished());
}

TEST(OutgoingTrunkHalf, ReleaseIsRepeatedUntilMaintenanceTakesTheCircuit) {
  Trunk t = trunk();
  is_answered(t);
  t.tell(Release{Cause::normal_clearing});
  EXPECT_TRUE(t.started(TimerId::isup_t1));
  EXPECT_TRUE(t.started(TimerId::isup_t5));
  EXPECT_EQ(t.tell(TimerExpired{TimerId::isup_t1}).signalled()->message, rel);
  t.tell(TimerExpired{TimerId::isup_t5});
  EXPECT_TRUE(t.did<ResetCircuit>());
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_TRUE(t.finished());
}

TEST(OutgoingTrunkHalf, FarEndRefusesWithItsCause) {
  Trunk t = trunk();
  is_offered(t);
  t.tell(signal(rel, Cause::user_busy));
  EXPECT_EQ(t.signalled()->message, rlc);
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_EQ(t.sent<Release>()->cause, Cause::user_busy);
  EXPECT_TRUE(t.passed(Dp::t_busy));
  EXPECT_TRUE(t.tell(ReleaseComplete{}).finished());
}

TEST(OutgoingTrunkHalf, SilentFarEndIsRecoveredByTimer) {
  Trunk t = trunk();
  is_offered(t);
  t.tell(TimerExpired{TimerId::isup_t7});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::recovery_on_timer_expiry);
  EXPECT_EQ(t.signalled()->message, rel);
}

TEST(OutgoingTrunkHalf, DualSeizureTriesAnotherCircuit) {
  Trunk t = trunk();
  is_offered(t);
  for (int retry = 1; retry < OutgoingTrunkHalf::tries_max; ++retry) {
    t.tell(DualSeizure{});
    EXPECT_TRUE(t.did<ReleaseCircuit>());
    EXPECT_TRUE(t.did<SeizeCircuit>());
    EXPECT_EQ(t.pic(), Pic::select_facility);
    t.tell(CircuitSeized{PortId{10}}).tell(PathGranted{});
    EXPECT_FALSE(t.sent<Proceeding>());
  }
  t.tell(DualSeizure{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::requested_channel_unavailable);
}

TEST(OutgoingTrunkHalf, DualSeizureBeforeTheIamTriesAnotherCircuitOnceThePathIsKnown) {
  Trunk t = trunk();
  t.tell(setup).tell(CircuitSeized{PortId{9}}).tell(DualSeizure{});
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_FALSE(t.did<SeizeCircuit>());
  t.tell(PathGranted{});
  EXPECT_FALSE(t.signalled());
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.did<SeizeCircuit>());
  EXPECT_EQ(t.tell(CircuitSeized{PortId{10}}).tell(PathGranted{}).signalled()->message, iam);
}

TEST(OutgoingTrunkHalf, DualSeizureOfACircuitThatIsBeingReleasedEndsTheWaitForItsRelease) {
  Trunk t = trunk();
  is_offered(t);
  t.tell(Release{Cause::normal_clearing});
  EXPECT_EQ(t.signalled()->message, rel);
  EXPECT_FALSE(t.finished());
  EXPECT_TRUE(t.tell(DualSeizure{}).did<ReleaseCircuit>());
  EXPECT_TRUE(t.finished());
}

TEST(OutgoingTrunkHalf, DualSeizureOfACircuitThatTheFarEndHasAnsweredOnLosesTheCall) {
  Trunk t = trunk();
  is_answered(t);
  t.tell(DualSeizure{});
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_EQ(t.sent<Release>()->cause, Cause::network_out_of_order);
}

TEST(OutgoingTrunkHalf, DistantPartyMayHangUpAndLiftAgain) {
  Trunk t = trunk();
  is_answered(t);
  EXPECT_TRUE(t.tell(signal(sus)).sent<Suspend>());
  EXPECT_TRUE(t.started(TimerId::isup_t6));
  EXPECT_TRUE(t.tell(signal(res)).sent<Resume>());
  t.tell(signal(sus)).tell(TimerExpired{TimerId::isup_t6});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::normal_clearing);
}

TEST(OutgoingTrunkHalf, ResetCircuitEndsTheCall) {
  Trunk t = trunk();
  is_answered(t);
  t.tell(CircuitLost{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::network_out_of_order);
  EXPECT_TRUE(t.did<ReleaseCircuit>());
  EXPECT_FALSE(t.signalled());
}

TEST(OutgoingTrunkHalf, StableCallGoesOnAfterARestart) {
  Trunk t{OutgoingTrunkHalf::resume(Route{RouteKind::trunk, 5}, setup)};
  EXPECT_TRUE(t.tell(signal(sus)).sent<Suspend>());
  t.tell(Release{Cause::normal_clearing});
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.tell(signal(rlc)).finished());
}

}  // namespace
}  // namespace forlopp::callmodel
