#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/context.hpp"

namespace forlopp::runtime {

/// What a handler is called within its event manager. Two may have the same.
using EventHandlerId = std::string;

class EventHandler;

/// A handler to be. It holds code, so whoever writes `make` promises that what it captures is a
/// value.
struct EventHandlerSpec {
  static constexpr bool is_isolated_value = true;
  EventHandlerId id;
  std::function<std::unique_ptr<EventHandler>()> make{};
};

/// Why a handler's `terminate` is called.
struct HandlerEnd {
  enum class Cause : std::uint8_t {
    deleted,  ///< By `DeleteHandler`.
    removed,  ///< It asked for it.
    swapped,  ///< Its successor gets what `terminate` returns.
    failed,   ///< A callback failed, for `reason`.
    orphan,   ///< Whoever added and supervises it ended with `reason`.
    stop,     ///< The manager ends with `reason`.
  };
  Cause cause;
  ExitReason reason{};
  Message argument{};  ///< What whoever deletes or swaps it has to say.
};

/// What a successor learns of the handler whose place it takes.
struct Predecessor {
  EventHandlerId id;
  std::optional<Message> result{};  ///< Of its `terminate`; nothing: there was no such handler.
};

/// What should become of a handler after a callback.
struct HandlerNext {
  enum class Kind : std::uint8_t { stay, remove, swap };
  Kind kind = Kind::stay;
  Message terminate_argument{};  ///< With `swap`: for itself,
  EventHandlerSpec successor{};  ///< and who takes its place,
  Message init_argument{};       ///< with which argument.
};

/// OTP's gen_event callbacks. A handler that fails in one of them is removed, and the others and
/// the manager go on.
class EventHandler {
 public:
  EventHandler() = default;
  EventHandler(const EventHandler&) = delete;
  EventHandler& operator=(const EventHandler&) = delete;
  virtual ~EventHandler() = default;

  /// A reason means that it is not added.
  virtual std::optional<ExitReason> init(Context&, Message& argument);
  /// Instead of `init` when it takes another one's place; calls that by itself.
  virtual std::optional<ExitReason> init_after(Context&, Message& argument, Predecessor& before);
  virtual HandlerNext handle_event(Context&, const Message& event) = 0;
  /// Puts its answer into `answer`.
  virtual HandlerNext handle_call(Context&, Message& request, Message& answer);
  /// Anything else that the manager receives.
  virtual HandlerNext handle_info(Context&, const Message&) { return {}; }
  virtual Message terminate(Context&, HandlerEnd&) { return {}; }
};

/// The code of an event manager without handlers. It traps exits; its parent's exit ends it.
std::unique_ptr<ProcessCode> event_manager();

/// Requests to an event manager: the newest handler is always the first.

/// For all handlers; a plain message.
struct Notify {
  Message event;
  template <class Act>
  void for_each_part(Act act) {
    act(event);
  }
};
/// The same; the answer comes when all have handled it. Answer: `HandlerAnswer`.
struct SyncNotify {
  Message event;
  template <class Act>
  void for_each_part(Act act) {
    act(event);
  }
};
enum class Supervised : std::uint8_t { no, yes };
/// Answer: `HandlerAnswer`. A supervised handler goes when whoever asks ends, and whoever asks gets
/// a `HandlerGone` when the handler does; the two processes are linked.
struct AddHandler {
  EventHandlerSpec handler;
  Message argument{};
  Supervised supervised = Supervised::no;
  template <class Act>
  void for_each_part(Act act) {
    act(handler);
    act(argument);
  }
};
/// Answer: `HandlerAnswer` with what its `terminate` returned, or `module_not_found`.
struct DeleteHandler {
  EventHandlerId id;
  Message argument{};
  template <class Act>
  void for_each_part(Act act) {
    act(id);
    act(argument);
  }
};
/// Answer: `HandlerAnswer`. The new one is added even if there is no old one.
struct SwapHandler {
  EventHandlerId id;
  Message terminate_argument{};
  EventHandlerSpec successor;
  Message init_argument{};
  Supervised supervised = Supervised::no;  ///< At least as the old one was.
  template <class Act>
  void for_each_part(Act act) {
    act(id);
    act(terminate_argument);
    act(successor);
    act(init_argument);
  }
};
/// For that handler alone. Answer: `HandlerAnswer` with its answer, `bad_module`, or how it failed.
struct CallHandler {
  EventHandlerId id;
  Message request;
  template <class Act>
  void for_each_part(Act act) {
    act(id);
    act(request);
  }
};
/// Answer: std::vector<EventHandlerId>.
struct WhichHandlers {};

struct HandlerAnswer {
  static constexpr bool is_isolated_value = true;
  std::optional<ExitReason> error{};
  Message value{};
  template <class Act>
  void for_each_part(Act act) {
    act(value);
  }
};
/// To whoever supervised it: normal (it was removed or deleted), shutdown (the manager ended),
/// `swapped`, or how it failed.
struct HandlerGone {
  EventHandlerId id;
  Pid manager;
  ExitReason reason;
};

}  // namespace forlopp::runtime
