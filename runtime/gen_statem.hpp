#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/context.hpp"

namespace forlopp::runtime {

/// Which of a state machine's timers: OTP's state time-out (ends with the state), event time-out
/// (ends with the next event), or one of the generic ones, by number.
struct StatemTimer {
  enum class Kind : std::uint8_t { state, event, generic };
  Kind kind = Kind::generic;
  std::uint32_t number = 0;
  bool operator==(const StatemTimer&) const = default;
};

/// The event of a timer that has run out.
struct StatemTimeout {
  StatemTimer timer;
};

/// What should happen after a transition, in order.
struct StartTimer {
  StatemTimer timer;
  Duration delay;  ///< `infinity` cancels.
};
/// Handle this event again after the next change of state.
struct Postpone {};
/// Handle this one next, before anything that waits in the mailbox.
struct NextEvent {
  Message event;
};

/// The part of the machine that does not depend on its type: timers, postponed and inserted events.
class StatemCore : public ProcessCode {
 public:
  Taken receive(Context& context, Message& message) final;

 protected:
  enum class Step : std::uint8_t { keep, changed, repeat, stop };

  /// Runs the callback for one event.
  virtual Step handle_event(Context& context, Message& event) = 0;
  /// Runs the enter call of the state, if the machine has them.
  virtual void enter_state(Context&) {}

  void start_timer(Context& context, StatemTimer timer, Duration delay);
  void cancel_timer(Context& context, StatemTimer timer);
  bool timer_runs(StatemTimer timer) const;
  void postpone() { postponing_ = true; }
  void next_event(Message event) { inserted_.push_back(std::move(event)); }

 private:
  struct Running {
    StatemTimer timer;
    Ref ref;
  };
  void run_one(Context& context, Message event);
  void state_changed(Context& context);
  bool settle_timeout(Message& event);

  std::vector<Running> running_{};
  std::vector<Message> postponed_{};
  std::deque<Message> queue_{};
  std::vector<Message> inserted_{};
  bool postponing_ = false;
};

/// OTP's gen_statem with one callback per type of event. `Derived` declares `Events` and has
///
///     Next handle(Context&, State, Event&);    // for each event type, StatemTimeout if it has
///     timers
///
/// where `Next` is what should happen: `keep()`, `go(State)`, `repeat()` or `stop(reason)`; timers,
/// postponing and inserted events are asked for with the protected functions of `StatemCore`.
template <class Derived, class State>
class GenStatem : public StatemCore {
 public:
  using Events = Messages<>;

  State state() const { return state_; }

 protected:
  struct Next {
    Step step;
    State state;
  };
  explicit GenStatem(State initial) : state_{initial} {}

  Next keep() const { return {Step::keep, state_}; }
  Next go(State to) const { return {to == state_ ? Step::keep : Step::changed, to}; }
  Next repeat() const { return {Step::repeat, state_}; }
  Next stop(Context& context, ExitReason reason = {}) const {
    context.stop(std::move(reason));
    return {Step::stop, state_};
  }
  /// An event that nobody declared.
  Next unexpected(Context&, Message&) { return keep(); }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }

  Step handle_event(Context& context, Message& event) final {
    const Next next = dispatch(context, event, typename Derived::Events{});
    state_ = next.state;
    return next.step;
  }
  template <class... Event>
  Next dispatch(Context& context, Message& event, Messages<Event...>) {
    std::optional<Next> next;
    const bool known = (try_event<Event>(context, event, next) || ...);
    return known ? *next : self().unexpected(context, event);
  }
  template <class Event>
  bool try_event(Context& context, Message& event, std::optional<Next>& next) {
    auto* value = event.get_if<Event>();
    if (value == nullptr) return false;
    next = self().handle(context, state_, *value);
    return true;
  }

  State state_;
};

}  // namespace forlopp::runtime
