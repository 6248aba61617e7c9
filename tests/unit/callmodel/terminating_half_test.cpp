#include "callmodel/terminating_half.hpp"

#include <gtest/gtest.h>

#include "tests/unit/callmodel/told_half.hpp"

namespace forlopp::callmodel {
namespace {

using Called = Told<TerminatingHalf>;

const Setup setup{.call = CallId{1},
                  .calling = "2001"_dn,
                  .called = "2002"_dn,
                  .calling_port = PortId{1},
                  .category = Category::local};

Called called(LineClass line_class = {}) {
  return Called{TerminatingHalf{{.port = PortId{2}, .line_class = line_class}}};
}

void rings(Called& t) {
  t.tell(setup).tell(LineSeized{}).tell(PathGranted{}).tell(RingingStarted{});
}

void is_answered(Called& t) {
  rings(t);
  t.tell(OffHook{});
}

TEST(TerminatingHalf, NobodyIsRungWithoutAPath) {
  Called t = called();
  EXPECT_TRUE(t.tell(setup).did<SeizeLine>());
  t.tell(LineSeized{});
  ASSERT_TRUE(t.did<RequestPath>());
  EXPECT_EQ(t.did<RequestPath>()->from, PortId{1});
  EXPECT_EQ(t.did<RequestPath>()->to, PortId{2});
  EXPECT_FALSE(t.did<StartRinging>());
  EXPECT_TRUE(t.tell(PathGranted{}).did<StartRinging>());
  EXPECT_EQ(t.did<StartRinging>()->calling, "2001"_dn);
  EXPECT_TRUE(t.sent<Proceeding>());
}

TEST(TerminatingHalf, SaysAlertingWhenTheCardConfirmsTheRinging) {
  Called t = called();
  rings(t);
  EXPECT_TRUE(t.passed(Dp::call_accepted));
  EXPECT_TRUE(t.sent<Alerting>());
  EXPECT_TRUE(t.started(TimerId::no_answer));
}

TEST(TerminatingHalf, AnswerStopsTheRingingAndConnectsThePath) {
  Called t = called({.release_policy = ReleasePolicy::last_party});
  is_answered(t);
  EXPECT_TRUE(t.passed(Dp::t_answer));
  EXPECT_TRUE(t.did<StopRinging>());
  EXPECT_TRUE(t.did<ConnectPath>());
  EXPECT_EQ(t.sent<Answer>()->policy, ReleasePolicy::last_party);
}

TEST(TerminatingHalf, BusyLineIsToldToTheCaller) {
  Called t = called();
  t.tell(setup).tell(LineRefused{Cause::user_busy});
  EXPECT_TRUE(t.passed(Dp::t_busy));
  EXPECT_EQ(t.sent<Release>()->cause, Cause::user_busy);
  EXPECT_FALSE(t.did<ReleaseLine>());
  EXPECT_TRUE(t.tell(ReleaseComplete{}).finished());
}

TEST(TerminatingHalf, BlockedLineIsCause27) {
  Called t = called();
  t.tell(setup).tell(LineRefused{Cause::destination_out_of_order});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::destination_out_of_order);
}

TEST(TerminatingHalf, WithoutAPathTheLineIsGivenBack) {
  Called t = called();
  t.tell(setup).tell(LineSeized{}).tell(PathRefused{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::resource_unavailable);
  EXPECT_TRUE(t.did<ReleaseLine>());
  EXPECT_FALSE(t.did<ReleasePath>());
}

TEST(TerminatingHalf, BarredLineTakesEmergencyCallsOnly) {
  Called barred = called({.incoming = Incoming::barred});
  EXPECT_EQ(barred.tell(setup).sent<Release>()->cause, Cause::incoming_calls_barred);

  callmodel::Setup emergency = setup;
  emergency.category = Category::emergency;
  Called reached = called({.incoming = Incoming::barred});
  EXPECT_TRUE(reached.tell(emergency).did<SeizeLine>());
}

TEST(TerminatingHalf, NoAnswerIsCause19AndStopsTheRinging) {
  Called t = called();
  rings(t);
  t.tell(TimerExpired{TimerId::no_answer});
  EXPECT_TRUE(t.passed(Dp::t_no_answer));
  EXPECT_TRUE(t.did<StopRinging>());
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.did<ReleaseLine>());
  EXPECT_EQ(t.sent<Release>()->cause, Cause::no_answer);
}

TEST(TerminatingHalf, CardThatDoesNotConfirmTheRingingIsCause18) {
  Called t = called();
  t.tell(setup).tell(LineSeized{}).tell(PathGranted{});
  EXPECT_TRUE(t.started(TimerId::alerting_confirmation));
  t.tell(TimerExpired{TimerId::alerting_confirmation});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::no_user_responding);
}

TEST(TerminatingHalf, CardThatCannotRingIsCause27) {
  Called t = called();
  t.tell(setup).tell(LineSeized{}).tell(PathGranted{}).tell(RingingFailed{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::destination_out_of_order);
  EXPECT_FALSE(t.did<StopRinging>());
}

TEST(TerminatingHalf, CallerGivingUpStopsTheRinging) {
  Called t = called();
  rings(t);
  t.tell(Release{Cause::normal_clearing});
  EXPECT_TRUE(t.passed(Dp::t_abandon));
  EXPECT_TRUE(t.did<StopRinging>());
  EXPECT_TRUE(t.sent<ReleaseComplete>());
  EXPECT_TRUE(t.did<ReleaseLine>());
  EXPECT_TRUE(t.finished());
}

TEST(TerminatingHalf, CalledPartyLeftOffHookGoesThroughHowlerToLockOut) {
  Called t = called();
  is_answered(t);
  t.tell(Release{Cause::normal_clearing});
  EXPECT_EQ(t.pic(), Pic::t_exception);
  EXPECT_TRUE(t.gave(ToneId::busy));
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.tell(TimerExpired{TimerId::treatment}).gave(ToneId::howler));
  EXPECT_TRUE(t.tell(TimerExpired{TimerId::howler}).did<LockOutLine>());
  EXPECT_TRUE(t.tell(OnHook{}).did<ReleaseLine>());
  EXPECT_TRUE(t.finished());
}

TEST(TerminatingHalf, CrashOfTheOtherHalfFreesLineAndPath) {
  Called t = called();
  rings(t);
  t.tell(HalfLost{});
  EXPECT_EQ(t.cause(), Cause::temporary_failure);
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.did<ReleaseLine>());
  EXPECT_FALSE(t.sent<Release>());
  EXPECT_TRUE(t.finished());
}

TEST(TerminatingHalf, LostPathEndsTheCall) {
  Called t = called();
  is_answered(t);
  t.tell(PathLost{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::temporary_failure);
  EXPECT_FALSE(t.did<ReleasePath>());
}

TEST(TerminatingHalf, LostCardEndsAnAnsweredCallWithCause27) {
  Called t = called();
  is_answered(t);
  t.tell(LineLost{});
  EXPECT_EQ(t.sent<Release>()->cause, Cause::destination_out_of_order);
  EXPECT_TRUE(t.did<ReleaseLine>());
}

TEST(TerminatingHalf, StableCallGoesOnAfterARestart) {
  Called t{TerminatingHalf::resume({.port = PortId{2}, .line_class = {}}, setup)};
  EXPECT_EQ(t.pic(), Pic::t_active);
  EXPECT_TRUE(t.tell(OnHook{}).sent<Suspend>());
  t.tell(Release{Cause::normal_clearing});
  EXPECT_TRUE(t.did<ReleasePath>());
  EXPECT_TRUE(t.finished());
}

}  // namespace
}  // namespace forlopp::callmodel
