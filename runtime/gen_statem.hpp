#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/context.hpp"
#include "runtime/sys.hpp"

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
  Message content{};  ///< What it was started with, or got by an update.
  template <class Act>
  void for_each_part(Act act) {
    act(content);
  }
};

/// What `sys::get_state` and `sys::replace_state` of a state machine deal with.
template <class State, class Data>
struct StatemStatus {
  State state;
  Data data;
};

/// The part of the machine that does not depend on its type: timers, postponed and inserted events.
///
/// The order is OTP's. On a change of state: the enter call, inserted events, postponed events
/// (oldest first), whatever else was waiting inside the machine, zero time-outs, the mailbox.
/// The protected functions may be called by `begin` and by the callback of an event, in any order;
/// the enter call may only start and cancel timers, and `repeat_enter`.
class StatemCore : public ProcessCode {
 public:
  void init(Context& context) final;
  void receive(Context& context, Message message) final;

 protected:
  enum class Step : std::uint8_t { keep, changed, repeat, stop };

  /// Runs once, before the first enter call and the first event. May start timers and insert
  /// events; an exception, `stop_machine` or `Context::exit` makes the start fail. What comes after
  /// it, the first enter call too, does not.
  virtual void begin(Context&) {}
  /// Runs the callback for one event.
  virtual Step handle_event(Context& context, Message& event) = 0;
  /// The enter call: runs after every change of state, after a repeated state, and at the start.
  virtual void enter_state(Context&) {}

  /// Starts a timer, or starts it anew. `infinity` cancels. Zero is no timer: its event comes when
  /// nothing else waits inside the machine. A state timer belongs to the state that this step leads
  /// to; an event timer ends with the next event of any kind.
  void start_timer(Context& context, StatemTimer timer, Duration delay, Message content = {});
  /// Changes the content and not the time. A timer that does not run fires at once.
  void update_timer(Context& context, StatemTimer timer, Message content);
  /// Harmless if it does not run. An event that the timer has already put into the mailbox is lost.
  void cancel_timer(Context& context, StatemTimer timer);
  bool timer_runs(StatemTimer timer) const;
  /// Handle this event again after the next change of state, before newer ones.
  void postpone();
  /// Handle this one next, before anything that waits; several: in the order of the calls.
  void next_event(Message event);
  /// From within an enter call: makes the same enter call once more.
  void repeat_enter() { entering_again_ = true; }
  /// Ends the process after this callback; events that wait are not handled.
  void stop_machine(Context& context, ExitReason reason);

 private:
  struct Running {
    StatemTimer timer;
    std::uint32_t number;  ///< Tells its event from that of an earlier, cancelled one.
    Ref ref;               ///< None: a zero time-out that waits inside the machine.
    Message content;
  };
  void handle_waiting(Context& context);
  void run_one(Context& context, Message event);
  void enter(Context& context);
  void change_state(Context& context);
  void insert_events();
  Message next_zero_timeout();
  std::vector<Running>::iterator find_timer(StatemTimer timer);

  std::vector<Running> timers_{};     ///< In the order in which they were started.
  std::vector<Message> postponed_{};  ///< Oldest first.
  std::vector<Message> waiting_{};    ///< The next one last.
  std::vector<Message> inserted_{};   ///< By this step, the first one first.
  std::uint32_t timer_number_ = 0;
  std::uint32_t zero_timeouts_ = 0;
  bool postponing_ = false;
  bool keeps_state_timer_ = false;  ///< It was started in this step.
  bool entering_ = false;
  bool entering_again_ = false;
  bool stopped_ = false;
};

/// OTP's gen_statem with one callback per type of event. `Derived` declares `Events` and has
///
///     Next handle(Context&, State, Event&);  // for each of them; StatemTimeout if it has timers
///
/// where `Next` is what should happen: `keep()`, `go(State)`, `repeat()` or `stop(context,
/// reason)`; timers, postponing and inserted events are asked for with the protected functions of
/// `StatemCore`. Calls are events: declare `Call<Request>`, answer with `Context::reply`, at once
/// or later. An exit signal of the parent, when trapped, stops the machine with that reason
/// (STM-80). A thing of any kind that can be compared may be a state.
///
/// For system messages it may have `using Data = ...; Data& data();`, and for `sys::change_code`
/// `State code_change(State, Message& extra)`: the state gets another name, and that is all.
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
  explicit GenStatem(State initial) : state_{initial}, previous_state_{initial} {}

  /// For enter calls: the state before the last change; the present one at the start and after
  /// `repeat()`.
  State previous_state() const { return previous_state_; }

  Next keep() const { return {Step::keep, state_}; }
  /// Going to the state in which it is already is `keep()`.
  Next go(State to) const { return {to == state_ ? Step::keep : Step::changed, to}; }
  /// Leaves the state and enters it again: only the enter call notices.
  Next repeat() const { return {Step::repeat, state_}; }
  Next stop(Context& context, ExitReason reason = {}) {
    stop_machine(context, std::move(reason));
    return {Step::stop, state_};
  }
  /// An event that nobody declared.
  Next unexpected(Context&, Message&) { return keep(); }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }

  Step handle_event(Context& context, Message& event) final {
    const Next next = dispatch(context, event, typename Derived::Events{});
    if (next.step == Step::changed || next.step == Step::repeat) {
      previous_state_ = std::exchange(state_, next.state);
    }
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

  // System messages.

  template <class D>
  static constexpr bool shows_data = requires(D& machine) {
    { machine.data() } -> std::same_as<typename D::Data&>;
  };
  template <class D>
  static auto& data_of(D& machine) {
    if constexpr (shows_data<D>) {
      return machine.data();
    } else {
      static std::monostate none;
      return none;
    }
  }
  auto status() {
    auto& data = data_of(self());
    return StatemStatus<State, std::remove_cvref_t<decltype(data)>>{state_, data};
  }

  Message system_get_state(Context&) final { return Message::of(status()); }
  bool system_replace_state(Context&, Message& change) final {
    using Status = decltype(status());
    const auto* asked = change.get_if<StateChange<Status>>();
    if (asked == nullptr) return false;
    Status next = asked->change(status());
    data_of(self()) = std::move(next.data);
    state_ = std::move(next.state);
    return true;
  }
  bool system_code_change(Context&, Message& extra) final {
    if constexpr (requires { self().code_change(state_, extra); }) {
      state_ = self().code_change(state_, extra);
      return true;
    } else {
      return false;
    }
  }

  State state_;
  State previous_state_;
};

}  // namespace forlopp::runtime
