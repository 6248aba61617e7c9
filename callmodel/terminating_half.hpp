#pragma once

#include <cstdint>
#include <type_traits>

#include "callmodel/half.hpp"
#include "callmodel/line_class.hpp"
#include "callmodel/off_hook_treatment.hpp"
#include "callmodel/state_timer.hpp"

namespace forlopp::callmodel {

/// The line that a terminating half serves.
struct TerminatingLine {
  PortId port{};
  LineClass line_class{};
};

/// The terminating half of a call to a line: walks t_bcsm. Events in, actions out; a value without
/// pointers. One per call: the first event is Setup, the last action Finish. Not thread-safe.
///
/// It seizes the line, then the path from the caller's port to its own (so that nobody is rung
/// without a path), rings, and connects the path at answer. It holds the path for the call.
class TerminatingHalf : public Half<TerminatingHalf> {
 public:
  explicit TerminatingHalf(const TerminatingLine& line);

  /// A half in T_Active for a stable call that survived a restart of call processing: its party is
  /// off-hook, its line is seized, its path connected.
  static TerminatingHalf resume(const TerminatingLine& line, const Setup& setup);

  bool locked_out() const { return treatment_.locked_out(); }
  Cause cause() const { return cause_; }  ///< `none` until the call has ended.
  const Setup& setup() const { return setup_; }

 private:
  friend class Half<TerminatingHalf>;
  using Half::on;

  enum class Hook : std::uint8_t { on, off, lost };
  enum class Held : std::uint8_t { none, requested, granted };

  void on(const OffHook&, const Context& context, Actions& out);
  void on(const OnHook&, const Context& context, Actions& out);
  void on(const Flash&, const Context& context, Actions& out);
  void on(const RingingStarted&, const Context& context, Actions& out);
  void on(const RingingFailed&, const Context& context, Actions& out);
  void on(const LineLost&, const Context& context, Actions& out);
  void on(const LineSeized&, const Context& context, Actions& out);
  void on(const LineRefused& event, const Context& context, Actions& out);
  void on(const PathGranted&, const Context& context, Actions& out);
  void on(const PathRefused&, const Context& context, Actions& out);
  void on(const PathLost&, const Context& context, Actions& out);
  void on(const TimerExpired& event, const Context& context, Actions& out);
  void on(const Setup& event, const Context& context, Actions& out);
  void on(const Suspend&, const Context& context, Actions& out);
  void on(const Resume&, const Context& context, Actions& out);

  void answer(Actions& out);
  void set_up(const Context& context, Actions& out);
  void called_party_hung_up(const Context& context, Actions& out);
  void supervision_expired(TimerId timer, const Context& context, Actions& out);
  void peer_ended(Cause cause, const Context& context, Actions& out);
  BcsmEvent event_for_end_from_elsewhere() const;
  void end(BcsmEvent event, Cause cause, const Context& context, Actions& out);
  void let_go(Actions& out);
  void settle(Actions& out);
  void advance(BcsmEvent event, Actions& out);
  void finish_when_done(Actions& out);

  Setup setup_;
  PortId port_{};
  LineClass line_class_;
  StateTimer timer_;
  OffHookTreatment treatment_;
  Cause cause_ = Cause::none;
  Hook hook_ = Hook::on;
  Held line_ = Held::none;
  Held path_ = Held::none;
  bool ringing_ = false;
  bool peer_suspended_ = false;
};

static_assert(std::is_trivially_copyable_v<TerminatingHalf>);
static_assert(sizeof(TerminatingHalf) <= 200);

}  // namespace forlopp::callmodel
