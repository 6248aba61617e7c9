#include "callmodel/originating_half.hpp"

#include <gtest/gtest.h>

#include "tests/unit/callmodel/told_half.hpp"

namespace forlopp::callmodel {
namespace {

using namespace std::chrono_literals;
using Caller = Told<OriginatingHalf>;

Caller caller(LineClass line_class = {}) {
  return Caller{OriginatingHalf{{CallId{1}, PortId{1}, "2001"_dn, line_class}}};
}

void hears_dial_tone(Caller& o) {
  o.tell(OffHook{}).tell(AdmissionGranted{}).tell(ReceiverGranted{});
}

void is_sent(Caller& o) {
  hears_dial_tone(o);
  o.dial("2002").tell(RouteSelected{{RouteKind::line, 2}});
}

void is_answered(Caller& o, ReleasePolicy policy = ReleasePolicy::calling_party_with_timeout) {
  is_sent(o);
  o.tell(Proceeding{}).tell(Alerting{}).tell(Answer{policy});
}

TEST(OriginatingHalf, GivesDialToneOnlyWhenAReceiverListens) {
  Caller o = caller();
  EXPECT_TRUE(o.tell(OffHook{}).did<RequestAdmission>());
  EXPECT_TRUE(o.tell(AdmissionGranted{}).did<RequestReceiver>());
  EXPECT_FALSE(o.did<GiveTone>());
  EXPECT_TRUE(o.tell(ReceiverGranted{}).gave(ToneId::dial));
  EXPECT_TRUE(o.started(TimerId::first_digit));
}

TEST(OriginatingHalf, FirstDigitSilencesDialToneAndStartsTheInterDigitTimer) {
  Caller o = caller();
  hears_dial_tone(o);
  EXPECT_TRUE(o.dial("2").did<StopTone>());
  EXPECT_TRUE(o.started(TimerId::inter_digit));
  EXPECT_FALSE(o.dial("0").did<StopTone>());
}

TEST(OriginatingHalf, CompleteNumberReleasesTheReceiverAndAsksForARoute) {
  Caller o = caller();
  hears_dial_tone(o);
  o.dial("2002");
  EXPECT_TRUE(o.did<ReleaseReceiver>());
  ASSERT_TRUE(o.did<SelectRoute>());
  EXPECT_EQ(o.did<SelectRoute>()->destination.id, 2U);
  EXPECT_EQ(o.pic(), Pic::select_route);
}

TEST(OriginatingHalf, NumberThatCouldGoOnIsCompletedByTheCriticalTimer) {
  Caller o = caller();
  hears_dial_tone(o);
  EXPECT_TRUE(o.dial("08123456").started(TimerId::critical));
  o.tell(TimerExpired{TimerId::critical});
  ASSERT_TRUE(o.did<SelectRoute>());
  EXPECT_EQ(o.did<SelectRoute>()->called, "08123456"_dn);
}

TEST(OriginatingHalf, SetUpCarriesBothNumbersAndTheCallersPort) {
  Caller o = caller();
  is_sent(o);
  const auto* set_up = o.did<callmodel::SetUp>();
  ASSERT_TRUE(set_up);
  EXPECT_EQ(set_up->route, (Route{RouteKind::line, 2}));
  EXPECT_EQ(set_up->setup.calling, "2001"_dn);
  EXPECT_EQ(set_up->setup.called, "2002"_dn);
  EXPECT_EQ(set_up->setup.calling_port, PortId{1});
}

TEST(OriginatingHalf, HearsRingbackUntilAnswer) {
  Caller o = caller();
  is_sent(o);
  EXPECT_TRUE(o.tell(Alerting{}).gave(ToneId::ringback));
  EXPECT_TRUE(o.passed(Dp::o_term_seized));
  EXPECT_TRUE(o.tell(Answer{}).did<StopTone>());
  EXPECT_TRUE(o.passed(Dp::o_answer));
}

TEST(OriginatingHalf, RingbackThatComesThroughThePathIsNotGivenLocally) {
  Caller o = caller();
  is_sent(o);
  EXPECT_FALSE(o.tell(Alerting{Ringback::in_band}).did<GiveTone>());
  EXPECT_FALSE(o.tell(Answer{}).did<StopTone>());
}

TEST(OriginatingHalf, AnsweredCallGetsOneRecordWithItsTimes) {
  Caller o = caller();
  o.now = 1s;
  is_sent(o);
  o.now = 5s;
  o.tell(Answer{});
  ASSERT_TRUE(o.did<OpenCallRecord>());
  EXPECT_EQ(o.did<OpenCallRecord>()->record.cause, Cause::none);
  o.now = 65s;
  o.tell(OnHook{});
  const auto* complete = o.did<CompleteCallRecord>();
  ASSERT_TRUE(complete);
  EXPECT_EQ(complete->record.seized, 1s);
  EXPECT_EQ(complete->record.duration(), 60s);
  EXPECT_EQ(complete->record.cause, Cause::normal_clearing);
  EXPECT_EQ(complete->record.released_by, ReleasedBy::calling_party);
  EXPECT_EQ(o.did<EndAttempt>()->outcome.answered, Answered::yes);
}

TEST(OriginatingHalf, CallerHangingUpBeforeAnswerPassesOAbandon) {
  Caller o = caller();
  is_sent(o);
  o.tell(Alerting{}).tell(OnHook{});
  EXPECT_TRUE(o.passed(Dp::o_abandon));
  EXPECT_TRUE(o.sent<Release>());
  EXPECT_TRUE(o.did<ReleaseLine>());
  EXPECT_FALSE(o.did<CompleteCallRecord>());
  EXPECT_EQ(o.did<EndAttempt>()->outcome.reached, Pic::o_alerting);
  EXPECT_FALSE(o.finished());
  o.tell(ReleaseComplete{});
  EXPECT_TRUE(o.finished());
}

TEST(OriginatingHalf, HangingUpWhileWaitingForAReceiverCancelsTheRequest) {
  Caller o = caller();
  o.tell(OffHook{}).tell(AdmissionGranted{}).tell(OnHook{});
  EXPECT_TRUE(o.did<ReleaseReceiver>());
  EXPECT_TRUE(o.finished());
  EXPECT_EQ(o.tell(ReceiverGranted{}).actions(), 0U);
}

struct Refusal {
  std::string_view what;
  Event event;
  Cause cause;
  ToneId tone;
  Dp dp;
};

class RefusedBySetUp : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedBySetUp, CallerHearsTheTreatmentOfTheCause) {
  Caller o = caller();
  is_sent(o);
  o.tell(GetParam().event);
  EXPECT_EQ(o.cause(), GetParam().cause);
  EXPECT_TRUE(o.gave(GetParam().tone));
  EXPECT_EQ(o.pic(), Pic::o_exception);
  EXPECT_TRUE(GetParam().dp == Dp::none || o.passed(GetParam().dp));
  EXPECT_EQ(o.did<EndAttempt>()->outcome.cause, GetParam().cause);
  o.tell(OnHook{});
  EXPECT_TRUE(o.did<StopTone>());
  EXPECT_FALSE(o.did<EndAttempt>());
}

INSTANTIATE_TEST_SUITE_P(
    OriginatingHalf, RefusedBySetUp,
    testing::Values(
        Refusal{"busy", Release{Cause::user_busy}, Cause::user_busy, ToneId::busy,
                Dp::o_called_party_busy},
        Refusal{"no_answer", Release{Cause::no_answer}, Cause::no_answer, ToneId::busy,
                Dp::o_no_answer},
        Refusal{"blocked_line", Release{Cause::destination_out_of_order},
                Cause::destination_out_of_order, ToneId::congestion, Dp::route_select_failure},
        Refusal{"all_circuits_busy", Release{Cause::no_circuit_available},
                Cause::no_circuit_available, ToneId::congestion, Dp::route_select_failure},
        Refusal{"no_path", Release{Cause::resource_unavailable}, Cause::resource_unavailable,
                ToneId::congestion, Dp::route_select_failure},
        Refusal{"other_half_crashed", HalfLost{}, Cause::temporary_failure, ToneId::congestion,
                Dp::none},
        Refusal{"no_word_from_the_other_half", TimerExpired{TimerId::setup_guard},
                Cause::recovery_on_timer_expiry, ToneId::congestion, Dp::none}),
    [](const auto& refusal) { return std::string{refusal.param.what}; });

TEST(OriginatingHalf, WhoeverDialsNothingGoesThroughHowlerToLockOut) {
  Caller o = caller();
  hears_dial_tone(o);
  o.tell(TimerExpired{TimerId::first_digit});
  EXPECT_EQ(o.cause(), Cause::invalid_number_format);
  EXPECT_TRUE(o.did<ReleaseReceiver>());
  EXPECT_TRUE(o.started(TimerId::treatment));
  EXPECT_TRUE(o.tell(TimerExpired{TimerId::treatment}).gave(ToneId::howler));
  o.tell(TimerExpired{TimerId::howler});
  EXPECT_TRUE(o.did<LockOutLine>());
  EXPECT_TRUE(o.half().locked_out());
  o.tell(OnHook{});
  EXPECT_TRUE(o.did<ReleaseLine>());
  EXPECT_FALSE(o.did<StopTone>());
  EXPECT_TRUE(o.finished());
}

TEST(OriginatingHalf, NumberThatStaysIncompleteEndsWithCause28) {
  Caller o = caller();
  hears_dial_tone(o);
  o.dial("200").tell(TimerExpired{TimerId::inter_digit});
  EXPECT_EQ(o.cause(), Cause::invalid_number_format);
  EXPECT_EQ(o.did<EndAttempt>()->outcome.digits, 3);
}

TEST(OriginatingHalf, NumberThatLeadsNowhereEndsWithCause1) {
  Caller o = caller();
  hears_dial_tone(o);
  o.dial("9");
  EXPECT_EQ(o.cause(), Cause::unallocated_number);
  EXPECT_TRUE(o.gave(ToneId::number_unobtainable));
}

TEST(OriginatingHalf, OverloadControlRefusesWithCause42) {
  Caller o = caller();
  o.tell(OffHook{}).tell(AdmissionRefused{});
  EXPECT_EQ(o.cause(), Cause::switching_equipment_congestion);
  EXPECT_TRUE(o.gave(ToneId::congestion));
}

TEST(OriginatingHalf, NoReceiverInTimeEndsWithCause47) {
  Caller refused = caller();
  refused.tell(OffHook{}).tell(AdmissionGranted{}).tell(ReceiverRefused{});
  EXPECT_EQ(refused.cause(), Cause::resource_unavailable);
  EXPECT_FALSE(refused.did<ReleaseReceiver>());

  Caller forgotten = caller();
  forgotten.tell(OffHook{}).tell(AdmissionGranted{}).tell(TimerExpired{TimerId::resource_wait});
  EXPECT_EQ(forgotten.cause(), Cause::resource_unavailable);
  EXPECT_TRUE(forgotten.did<ReleaseReceiver>());
}

TEST(OriginatingHalf, RouteFailureKeepsItsCause) {
  Caller o = caller();
  hears_dial_tone(o);
  o.dial("2002").tell(RouteFailed{Cause::unallocated_number});
  EXPECT_EQ(o.cause(), Cause::unallocated_number);
  EXPECT_TRUE(o.passed(Dp::route_select_failure));
}

TEST(OriginatingHalf, BarredLineMayStillCallForHelp) {
  const LineClass barred{.outgoing_barred =
                             CategorySet{}.with(Category::national).with(Category::emergency)};
  Caller distant = caller(barred);
  hears_dial_tone(distant);
  distant.dial("081234567").tell(RouteSelected{{RouteKind::trunk, 1}});
  EXPECT_EQ(distant.cause(), Cause::outgoing_calls_barred);
  EXPECT_FALSE(distant.did<callmodel::SetUp>());

  Caller emergency = caller(barred);
  hears_dial_tone(emergency);
  emergency.dial("112").tell(RouteSelected{{RouteKind::line, 1}});
  ASSERT_TRUE(emergency.did<callmodel::SetUp>());
  EXPECT_EQ(emergency.did<callmodel::SetUp>()->setup.category, Category::emergency);
}

TEST(OriginatingHalf, FlashCountsInTheSpeechPhaseOnly) {
  Caller o = caller();
  is_sent(o);
  EXPECT_EQ(o.tell(Flash{}).actions(), 0U);
  EXPECT_EQ(o.half().discarded(), 1U);
  o.tell(Answer{});
  EXPECT_TRUE(o.tell(Flash{}).passed(Dp::o_mid_call));
}

TEST(OriginatingHalf, CalledPartyMayHangUpAndLiftAgain) {
  Caller o = caller();
  is_answered(o);
  EXPECT_TRUE(o.tell(Suspend{}).passed(Dp::o_suspended));
  EXPECT_TRUE(o.tell(Resume{}).passed(Dp::o_re_answer));
  EXPECT_EQ(o.pic(), Pic::o_active);
}

TEST(OriginatingHalf, CallerLeftOffHookAfterTheEndHearsBusyTone) {
  Caller o = caller();
  is_answered(o);
  o.tell(Suspend{}).tell(Release{Cause::normal_clearing});
  EXPECT_TRUE(o.sent<ReleaseComplete>());
  EXPECT_TRUE(o.gave(ToneId::busy));
  EXPECT_EQ(o.did<CompleteCallRecord>()->record.released_by, ReleasedBy::called_party);
  o.tell(OnHook{});
  EXPECT_TRUE(o.finished());
}

TEST(OriginatingHalf, LostCardEndsAnAnsweredCallWithCause27) {
  Caller o = caller();
  is_answered(o);
  o.tell(LineLost{});
  EXPECT_EQ(o.cause(), Cause::destination_out_of_order);
  EXPECT_TRUE(o.did<CompleteCallRecord>());
  EXPECT_EQ(o.sent<Release>()->cause, Cause::destination_out_of_order);
  EXPECT_FALSE(o.did<GiveTone>());
}

TEST(OriginatingHalf, UnconfirmedReleaseIsForgottenAfterTheGuardTimer) {
  Caller o = caller();
  is_answered(o);
  EXPECT_TRUE(o.tell(OnHook{}).started(TimerId::release_guard));
  EXPECT_FALSE(o.finished());
  o.tell(TimerExpired{TimerId::release_guard});
  EXPECT_TRUE(o.finished());
}

TEST(OriginatingHalf, StaleTimerIsDiscarded) {
  Caller o = caller();
  is_sent(o);
  EXPECT_EQ(o.tell(TimerExpired{TimerId::first_digit}).actions(), 0U);
  EXPECT_EQ(o.half().discarded(), 1U);
}

TEST(OriginatingHalf, StableCallGoesOnAfterARestart) {
  Caller before = caller();
  before.now = 1s;
  is_answered(before);
  const CallRecord open = before.half().facts();

  Caller after{OriginatingHalf::resume(open, {})};
  after.now = 61s;
  EXPECT_EQ(after.pic(), Pic::o_active);
  after.tell(OnHook{});
  ASSERT_TRUE(after.did<CompleteCallRecord>());
  EXPECT_EQ(after.did<CompleteCallRecord>()->record.duration(), 60s);
  EXPECT_TRUE(after.sent<Release>());
}

TEST(OriginatingHalf, IsSmallEnoughForAHundredThousandCalls) {
  EXPECT_LE(sizeof(OriginatingHalf), 200U);
  EXPECT_TRUE(std::is_trivially_copyable_v<OriginatingHalf>);
}

}  // namespace
}  // namespace forlopp::callmodel
