#pragma once

#include <cstdint>
#include <type_traits>

#include "callmodel/attempt.hpp"
#include "callmodel/half.hpp"
#include "callmodel/line_class.hpp"
#include "callmodel/off_hook_treatment.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// The line that an originating half serves.
struct OriginatingLine {
  CallId call{};
  PortId port{};
  Digits number{};
  LineClass line_class{};
};

/// The originating half of a call from a line: walks o_bcsm. Events in, actions out; a value
/// without pointers, so it may be copied to where it survives a restart. One per attempt: the first
/// event is OffHook, the last action Finish. Not thread-safe.
///
/// Order of a successful call: RequestAdmission, RequestReceiver, dial tone (never without a
/// receiver), digits, SelectRoute, SetUp, ringback, OpenCallRecord, CompleteCallRecord,
/// EndAttempt, ReleaseLine, Finish. Every attempt gives exactly one EndAttempt, when its cause is
/// known; the line may be held longer, for a treatment or locked out, until it is on-hook.
class OriginatingHalf : public Half<OriginatingHalf> {
 public:
  explicit OriginatingHalf(const OriginatingLine& line);

  /// A half in O_Active for a stable call that survived a restart of call processing: its caller is
  /// off-hook, its other half exists (or will be reported lost), its record is open.
  static OriginatingHalf resume(const CallRecord& open, const LineClass& line_class);

  bool locked_out() const { return treatment_.locked_out(); }
  Cause cause() const { return attempt_.cause(); }  ///< `none` until the attempt has ended.
  const CallRecord& facts() const { return attempt_.facts(); }

 private:
  friend class Half<OriginatingHalf>;
  using Half::on;

  enum class Hook : std::uint8_t { off, on, lost };
  enum class Receiver : std::uint8_t { none, requested, granted };

  void on(const OffHook&, const Context& context, Actions& out);
  void on(const OnHook&, const Context& context, Actions& out);
  void on(const DigitDialled& event, const Context& context, Actions& out);
  void on(const Flash&, const Context& context, Actions& out);
  void on(const LineLost&, const Context& context, Actions& out);
  void on(const AdmissionGranted&, const Context& context, Actions& out);
  void on(const AdmissionRefused& event, const Context& context, Actions& out);
  void on(const ReceiverGranted&, const Context& context, Actions& out);
  void on(const ReceiverRefused&, const Context& context, Actions& out);
  void on(const RouteSelected& event, const Context& context, Actions& out);
  void on(const RouteFailed& event, const Context& context, Actions& out);
  void on(const TimerExpired& event, const Context& context, Actions& out);
  void on(const Proceeding&, const Context& context, Actions& out);
  void on(const Alerting& event, const Context& context, Actions& out);
  void on(const Progress&, const Context& context, Actions& out);
  void on(const Answer& event, const Context& context, Actions& out);
  void on(const Suspend&, const Context& context, Actions& out);
  void on(const Resume&, const Context& context, Actions& out);

  void analyse(const Context& context, Actions& out);
  void leave_collection(const Analysis& analysis, const Context& context, Actions& out);
  void caller_hung_up(const Context& context, Actions& out);
  void supervision_expired(TimerId timer, const Context& context, Actions& out);
  void peer_ended(Cause cause, const Context& context, Actions& out);
  struct End {
    BcsmEvent event{};
    Cause cause{};
    ReleasedBy by{};
  };
  void end(const End& how, const Context& context, Actions& out);
  void let_go(Actions& out);
  void settle(Actions& out);
  void finish_when_done(Actions& out);
  void advance(BcsmEvent event, Actions& out);

  Attempt attempt_;
  LineClass line_class_;
  StateTimer timer_;
  OffHookTreatment treatment_;
  Hook hook_ = Hook::off;
  Receiver receiver_ = Receiver::none;
  bool tone_on_ = false;
  bool peer_suspended_ = false;
};

static_assert(std::is_trivially_copyable_v<OriginatingHalf>);
static_assert(sizeof(OriginatingHalf) <= 200);

}  // namespace forlopp::callmodel
