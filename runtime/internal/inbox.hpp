#pragma once

#include "runtime/internal/process.hpp"
#include "runtime/message.hpp"
#include "runtime/node.hpp"

/// How messages and signals get from one process to another: through one inbox, so in one order.
namespace forlopp::runtime::inbox {

/// Puts an envelope, message or signal, into its target's inbox, or answers for the dead. From any
/// thread.
void deliver(Node& node, Envelope* envelope);
/// Its end: whatever kept it on its way does so no longer.
void arrive(Node& node, Envelope* envelope);

void tell_signalled(Node& node, const Envelope& envelope);

template <class T>
void send_signal(Node& node, Pid from, Pid to, T value) {
  Envelope* envelope = Message::of<T>(std::move(value)).release();
  envelope->sender = from;
  envelope->target = to;
  if (node.is_traced()) [[unlikely]]
    tell_signalled(node, *envelope);
  deliver(node, envelope);
}

// The rest is for the thread that runs the process.

/// Takes in what has arrived, in order: messages go to the mailbox, signals are acted on.
void accept_arrived(Node& node, Process& process);
inline void accept(Node& node, Process& process) {
  if (process.inbox.load(std::memory_order_relaxed) != nullptr) accept_arrived(node, process);
}
/// False if something has arrived meanwhile. After true the process may run elsewhere already.
inline bool fall_asleep(Process& process) {
  Envelope* empty = nullptr;
  return process.inbox.compare_exchange_strong(empty, Process::asleep(), std::memory_order_acq_rel);
}
/// Takes in what still matters to a process that ends; the rest stays, or is answered for.
void accept_last_arrived(Node& node, Process& process);
/// Nothing gets in any more; answers for what had not been accepted. By then all must have been
/// told of the end: whoever gets `noproc` has got before it all that the process sent to him.
void close(Node& node, Process& process);

}  // namespace forlopp::runtime::inbox
