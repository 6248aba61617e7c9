#pragma once

#include <functional>
#include <optional>

#include "runtime/node.hpp"
#include "runtime/script.hpp"

namespace forlopp::runtime {

/// OTP's sys: requests to any process that receives whatever comes (all behaviours do). The runtime
/// handles them, in their place among the other messages; the process's own code never sees one.
/// The functions below send them; a behaviour that cannot wait uses `Context::request`.
struct SystemMessage {
  enum class Kind : std::uint8_t {
    suspend,        ///< From now on it handles system messages and its parent's exit, nothing else.
    resume,         ///< What came meanwhile is handled, in order. Both may be said twice.
    get_state,      ///< A server or machine that shows its state; see gen_server.hpp.
    replace_state,  ///< With a `StateChange`; if that fails, the state stays as it was.
    change_code,    ///< While suspended only; `content` is for the callback.
    terminate,      ///< It ends in its ordinary way, with this reason.
  };
  Kind kind;
  Message content{};
  ExitReason reason{};
  template <class Act>
  void for_each_part(Act act) {
    act(content);
  }
};
using SystemRequest = Call<SystemMessage>;
/// The answer to each of them.
struct SystemAnswer {
  static constexpr bool is_isolated_value = true;
  std::optional<ExitReason> refused{};  ///< `running`, `undef`, or how a callback failed.
  Message state{};
  template <class Act>
  void for_each_part(Act act) {
    act(state);
  }
};
/// How a state becomes another. It holds code, which is the same for all processes.
template <class State>
struct StateChange {
  static constexpr bool is_isolated_value = true;
  State (*change)(State);
};

namespace sys {

using Done = Result<void, ExitReason>;
inline constexpr Duration patience = std::chrono::seconds{5};

// From a script. Errors: `noproc`, `timeout`, the reason of a process that ended, or a refusal.

Task<Done> suspend(Context self, Pid process, Duration timeout = patience);
Task<Done> resume(Context self, Pid process, Duration timeout = patience);
Task<Done> terminate(Context self, Pid process, ExitReason reason, Duration timeout = patience);
Task<Done> change_code(Context self, Pid process, Message extra, Duration timeout = patience);
/// The raw form of all these.
Task<Result<SystemAnswer, ExitReason>> ask(Context self, Pid process, SystemMessage message,
                                           Duration timeout);

/// `bad_state` if the process's state is of another type.
template <class State>
Result<State, ExitReason> state_in(Result<SystemAnswer, ExitReason> answer) {
  if (!answer) return err(answer.error());
  if (State* state = answer->state.template get_if<State>()) return std::move(*state);
  return err(ExitReason{"bad_state"});
}
template <class State>
Task<Result<State, ExitReason>> get_state(Context self, Pid process, Duration timeout = patience) {
  SystemMessage message{.kind = SystemMessage::Kind::get_state};
  Result<SystemAnswer, ExitReason> answer =
      co_await ask(self, process, std::move(message), timeout);
  co_return state_in<State>(std::move(answer));
}
/// Returns the new state.
template <class State>
Task<Result<State, ExitReason>> replace_state(Context self, Pid process, State (*change)(State),
                                              Duration timeout = patience) {
  StateChange<State> content{change};
  SystemMessage message{.kind = SystemMessage::Kind::replace_state,
                        .content = Message::of(content)};
  Result<SystemAnswer, ExitReason> answer =
      co_await ask(self, process, std::move(message), timeout);
  co_return state_in<State>(std::move(answer));
}

// From outside the node: they only send.

void suspend(Node& node, Pid process);
void resume(Node& node, Pid process);
void terminate(Node& node, Pid process, ExitReason reason);
/// `tell` is called by a process of its own, on whatever thread runs that.
template <class State>
void get_state(Node& node, Pid process, std::function<void(Result<State, ExitReason>)> tell) {
  using Tell = std::function<void(Result<State, ExitReason>)>;
  const auto story = +[](Context self, Pid asked, Tell tell_it) -> Task<> {
    Result<State, ExitReason> state = co_await get_state<State>(self, asked, patience);
    tell_it(std::move(state));
  };
  node.spawn({.label = {"sys"}}, script(story, process, std::move(tell)));
}

}  // namespace sys
}  // namespace forlopp::runtime
