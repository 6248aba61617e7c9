#pragma once

#include "runtime/exit_reason.hpp"
#include "runtime/signals.hpp"

/// What travels between processes besides messages, in the same inbox and so in the same order.
/// The runtime acts on these itself; no process code ever sees one.
namespace forlopp::runtime::signal {

struct Link {
  static constexpr bool is_signal = true;
};
/// Whoever sent it counts as not linked at once; the other side says `Unlinked` when it agrees.
struct Unlink {
  static constexpr bool is_signal = true;
  Ref id;
};
struct Unlinked {
  static constexpr bool is_signal = true;
  Ref id;  ///< Of the `Unlink` that this answers.
};
struct ExitSignal {
  static constexpr bool is_signal = true;
  ExitReason reason;
  bool through_link;
};
struct Monitor {
  static constexpr bool is_signal = true;
  Ref ref;
};
struct Demonitor {
  static constexpr bool is_signal = true;
  Ref ref;
};
/// Becomes a `Down` message where the monitor is still wanted.
struct DownSignal {
  static constexpr bool is_signal = true;
  Down down;
};
/// A message on its way through an alias of its receiver.
struct AliasedMessage {
  static constexpr bool is_signal = true;
  Ref alias;
  Message message;
  template <class Act>
  void for_each_part(Act act) {
    act(message);
  }
};
/// For nobody in particular: for whoever has that name when it arrives.
struct ToName {
  static constexpr bool is_signal = true;
  Name name;
  Message message;
  template <class Act>
  void for_each_part(Act act) {
    act(message);
  }
};
/// Answered with a `Reply<std::optional<ProcessInfo>>`.
struct InfoQuery {
  static constexpr bool is_signal = true;
  Ref ref;
};
/// The deadline of `Context::receive_until`.
struct ReceiveTimeout {
  static constexpr bool is_signal = true;
  std::uint32_t number;
};

}  // namespace forlopp::runtime::signal
