#pragma once

#include <type_traits>
#include <utility>

#include "runtime/context.hpp"

namespace forlopp::runtime {

/// Returned by a `handle_call` that will answer later with `Context::reply`.
struct NoReply {};

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
/// An exit signal of the parent, when trapped, stops the server with that reason (GS-40); other
/// messages that it does not declare go to `unexpected`, which drops them and counts them.
template <class Derived>
class GenServer : public ProcessCode {
 public:
  using Calls = Messages<>;
  using Infos = Messages<>;

  void receive(Context& context, Message message) final {
    if (!dispatch_call(context, message, typename Derived::Calls{}) &&
        !dispatch_info(context, message, typename Derived::Infos{})) {
      if (!stopped_by_parent(context, message)) self().unexpected(context, message);
    }
  }

 protected:
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
};

}  // namespace forlopp::runtime
