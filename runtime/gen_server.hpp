#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "runtime/context.hpp"
#include "runtime/sys.hpp"

namespace forlopp::runtime {

/// Returned by a `handle_call` that will answer later with `Context::reply`.
struct NoReply {};

/// A server has heard nothing for as long as it asked for with `timeout_after`.
struct Timeout {};

/// What a server asked for with `continue_with`, on its way to `handle_continue`.
template <class T>
struct Continue {
  T value;
};

/// OTP's gen_server. `Derived` declares what it understands and one overload for each:
///
///     class Counter : public GenServer<Counter> {
///      public:
///       using Calls = Messages<Increment, Read>;
///       using Infos = Messages<Down, Reset>;   // casts and everything else
///       int handle_call(Context&, Increment&, const From&);   // the answer, sent as Reply<int>
///       NoReply handle_call(Context&, Read&, const From&);    // answers later
///       void handle_info(Context&, Down&);
///       void handle_info(Context&, Reset&);
///     };
///
/// Any callback, `init` too, may ask for what should happen next: `continue_with`, `timeout_after`,
/// `Context::stop` (the answer that this callback returns is still sent), `Context::ignore` in
/// `init`. What nobody asks for costs nothing.
///
///       using Continues = Messages<Load>;           // what it continues with
///       void handle_continue(Context&, Load&);
///       void handle_info(Context&, Timeout&);       // with Timeout among the Infos
///       using State = Total;                        // sys::get_state, sys::replace_state
///       State& state();
///       State code_change(const State&, Message& extra);  // sys::change_code
///
/// An exit signal of the parent, when trapped, stops the server with that reason (GS-40); other
/// messages that it does not declare go to `unexpected`, which drops them and counts them.
template <class Derived>
class GenServer : public ProcessCode {
 public:
  using Calls = Messages<>;
  using Infos = Messages<>;
  using Continues = Messages<>;

  void receive(Context& context, Message message) final {
    if (!dispatch_call(context, message, typename Derived::Calls{}) &&
        !dispatch_info(context, message, typename Derived::Infos{}) &&
        !dispatch_continue(context, message, typename Derived::Continues{})) {
      if (!stopped_by_parent(context, message)) self().unexpected(context, message);
    }
  }
  void receive_timeout(Context& context) final { receive(context, Message::of(Timeout{})); }

 protected:
  /// `handle_continue(context, value)` runs next, before any message that waits.
  template <class T>
  void continue_with(Context& context, T value) {
    context.handle_next(Message::of(Continue<T>{std::move(value)}));
  }
  /// `handle_info(context, Timeout&)` runs when no message has come for so long. The next message
  /// calls it off. Zero: when nothing waits in the mailbox.
  void timeout_after(Context& context, Duration idle) { context.receive_within(idle); }
  /// A message that nobody declared.
  void unexpected(Context&, Message&) {}

 private:
  Derived& self() { return static_cast<Derived&>(*this); }

  static bool stopped_by_parent(Context& context, Message& message) {
    const Exit* exit = message.get_if<Exit>();
    if (exit == nullptr || exit->from != context.parent()) return false;
    context.stop(exit->reason);
    return true;
  }

  template <class... Request>
  bool dispatch_call(Context& context, Message& message, Messages<Request...>) {
    return (try_call<Request>(context, message) || ...);
  }
  template <class... Info>
  bool dispatch_info(Context& context, Message& message, Messages<Info...>) {
    return (try_info<Info>(context, message) || ...);
  }

  template <class... T>
  bool dispatch_continue(Context& context, Message& message, Messages<T...>) {
    return (try_continue<T>(context, message) || ...);
  }

  template <class Request>
  bool try_call(Context& context, Message& message) {
    auto* call = message.get_if<Call<Request>>();
    if (call == nullptr) return false;
    using Answer = decltype(self().handle_call(context, call->request, call->from));
    if constexpr (std::is_same_v<Answer, NoReply>) {
      self().handle_call(context, call->request, call->from);
    } else {
      context.reply<Answer>(call->from, self().handle_call(context, call->request, call->from));
    }
    return true;
  }
  template <class Info>
  bool try_info(Context& context, Message& message) {
    auto* info = message.get_if<Info>();
    if (info == nullptr) return false;
    if constexpr (std::is_same_v<Info, Exit>) {
      if (stopped_by_parent(context, message)) return true;
    }
    self().handle_info(context, *info);
    return true;
  }
  template <class T>
  bool try_continue(Context& context, Message& message) {
    auto* next = message.get_if<Continue<T>>();
    if (next == nullptr) return false;
    self().handle_continue(context, next->value);
    return true;
  }

  // System messages.

  template <class D>
  static constexpr bool shows_state = requires(D& server) {
    { server.state() } -> std::same_as<typename D::State&>;
  };

  Message system_get_state(Context&) final {
    if constexpr (shows_state<Derived>) {
      return Message::of<typename Derived::State>(self().state());
    } else {
      return {};
    }
  }
  bool system_replace_state(Context&, Message& change) final {
    if constexpr (shows_state<Derived>) {
      const auto* asked = change.get_if<StateChange<typename Derived::State>>();
      if (asked == nullptr) return false;
      self().state() = asked->change(self().state());
      return true;
    } else {
      return false;
    }
  }
  bool system_code_change(Context&, Message& extra) final {
    if constexpr (requires { self().code_change(self().state(), extra); }) {
      self().state() = self().code_change(self().state(), extra);
      return true;
    } else {
      return false;
    }
  }
};

}  // namespace forlopp::runtime
