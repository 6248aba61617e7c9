#include <gtest/gtest.h>

#include "tests/unit/callmodel/two_halves.hpp"

namespace forlopp::callmodel {
namespace {

TwoHalves talking(ReleasePolicy policy) {
  TwoHalves call{1, TwoHalves::Access::line, {.release_policy = policy}};
  call.call_until(Pic::o_alerting);
  call.run_until([&] { return call.is_ringing(); });
  call.called_lifts();
  call.run();
  EXPECT_EQ(call.o_pic(), Pic::o_active);
  EXPECT_TRUE(call.is_connected());
  return call;
}

TEST(ReleasePolicy, CalledPartyWhoHangsUpMayLiftAgainInTime) {
  TwoHalves call = talking(ReleasePolicy::calling_party_with_timeout);
  call.called_hangs_up();
  call.run();
  EXPECT_EQ(call.o_pic(), Pic::o_suspended);
  call.called_lifts();
  call.run();
  EXPECT_EQ(call.o_pic(), Pic::o_active);
  EXPECT_EQ(call.t_pic(), Pic::t_active);
  call.wind_up();
  call.expect_clean();
}

TEST(ReleasePolicy, CalledPartyWhoStaysOnHookEndsTheCallAfterTheTimeout) {
  TwoHalves call = talking(ReleasePolicy::calling_party_with_timeout);
  call.called_hangs_up();
  call.run();
  call.expire_t(TimerId::called_party_clear);
  call.run();
  EXPECT_EQ(call.cause(), Cause::normal_clearing);
  EXPECT_EQ(call.o_pic(), Pic::o_exception);
  EXPECT_EQ(call.caller_hears(), ToneId::busy);
  call.wind_up();
  call.expect_clean();
}

TEST(ReleasePolicy, FirstPartyToHangUpEndsTheCallAtOnce) {
  TwoHalves call = talking(ReleasePolicy::first_party);
  call.called_hangs_up();
  call.run();
  EXPECT_EQ(call.cause(), Cause::normal_clearing);
  EXPECT_FALSE(call.is_connected());
  call.wind_up();
  call.expect_clean();
}

TEST(ReleasePolicy, CallingPartyHoldsTheCallAsLongAsItLikes) {
  TwoHalves call = talking(ReleasePolicy::calling_party);
  call.called_hangs_up();
  call.run();
  call.expire_t(TimerId::called_party_clear);
  EXPECT_EQ(call.o_pic(), Pic::o_suspended);
  EXPECT_TRUE(call.is_connected());
  call.caller_hangs_up();
  call.run();
  EXPECT_EQ(call.cause(), Cause::normal_clearing);
  call.expect_clean();
}

TEST(ReleasePolicy, LastPartyHoldsTheCallerWhoHangsUp) {
  TwoHalves call = talking(ReleasePolicy::last_party);
  call.caller_hangs_up();
  call.run();
  EXPECT_EQ(call.o_pic(), Pic::o_suspended);
  EXPECT_TRUE(call.is_connected());
  call.caller_lifts();
  call.run();
  EXPECT_EQ(call.o_pic(), Pic::o_active);
  call.caller_hangs_up();
  call.called_hangs_up();
  call.run();
  EXPECT_EQ(call.cause(), Cause::normal_clearing);
  EXPECT_EQ(call.records().size(), 1U);
  call.expect_clean();
}

}  // namespace
}  // namespace forlopp::callmodel
