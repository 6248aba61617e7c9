#include "runtime/internal/inbox.hpp"

#include <optional>
#include <tuple>
#include <utility>

#include "runtime/internal/aliases.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/tracing.hpp"
#include "runtime/process_info.hpp"

namespace forlopp::runtime::inbox {
namespace {

/// The name is looked up now, not when the message set out.
void pass_on(Node& node, signal::ToName& to_name, Pid sender) {
  const Pid holder = node.names().find(to_name.name);
  if (!holder) return;
  Envelope* envelope = to_name.message.release();
  envelope->sender = sender;
  envelope->target = holder;
  deliver(node, envelope);
}

/// Something for somebody who is not there: some signals deserve an answer.
void refuse(Node& node, Envelope* envelope) {
  const Pid dead = envelope->target;
  const Pid sender = envelope->sender;
  const Message message{envelope};
  if (const auto* monitor = message.get_if<signal::Monitor>()) {
    send_signal(node, dead, sender,
                signal::DownSignal{{monitor->ref, dead, ExitReason::Kind::noproc}});
  } else if (message.is<signal::Link>()) {
    send_signal(node, dead, sender, signal::ExitSignal{ExitReason::Kind::noproc, true});
  } else if (const auto* unlink = message.get_if<signal::Unlink>()) {
    send_signal(node, dead, sender, signal::Unlinked{unlink->id});
  } else if (const auto* query = message.get_if<signal::InfoQuery>()) {
    send_signal(node, dead, sender, Reply<std::optional<ProcessInfo>>{query->ref, std::nullopt});
  } else if (auto* to_name = message.get_if<signal::ToName>()) {
    pass_on(node, *to_name, sender);
  }
}

/// Whoever asked has given up waiting, or has heard that the other one is gone.
bool comes_too_late(const Process& process, Envelope& envelope) {
  if (envelope.type->answered == nullptr) return false;
  const Ref ref = envelope.type->answered(envelope.value());
  if (!ref.is_for_answers()) return false;
  return !process.relations || !process.relations->monitoring.contains(ref.bits());
}

/// A message that the runtime makes of a signal.
void append_made(Node& node, Process& process, Envelope* envelope) {
  if (node.is_traced()) [[unlikely]]
    tracing::made(node, *envelope);
  process.put_last(envelope);
}

void append_exit(Node& node, Process& process, Pid from, ExitReason reason) {
  Envelope* envelope = Message::of(Exit{from, std::move(reason)}).release();
  envelope->sender = from;
  envelope->target = process.pid();
  append_made(node, process, envelope);
}

void act(Node& node, Process& process, Pid from, signal::ExitSignal& exit) {
  if (exit.through_link) {
    std::uint64_t unlinking = 0;
    if (!process.relate().links.erase(from.bits(), &unlinking) || unlinking != 0) return;
  } else if (exit.reason.kind() == ExitReason::Kind::kill) {
    process.end_with(ExitReason::Kind::killed);
    return;
  }
  if (process.trap_exit) {
    append_exit(node, process, from, std::move(exit.reason));
  } else if (exit.reason.kind() != ExitReason::Kind::normal || from == process.pid()) {
    process.by_link = exit.through_link;
    process.end_with(std::move(exit.reason));
  }
}

void act(Node&, Process& process, Pid from, signal::Link&) {
  // Linked already: once is enough. Unlinking: this one set out before our unlink got there.
  process.relate().links.insert(from.bits(), linked);
}

void act(Node& node, Process& process, Pid from, signal::Unlink& unlink) {
  if (process.relations) {
    const std::uint64_t* state = process.relations->links.value_of(from.bits());
    if (state != nullptr && *state == linked) process.relations->links.erase(from.bits());
  }
  send_signal(node, process.pid(), from, signal::Unlinked{unlink.id});
}

void act(Node&, Process& process, Pid from, signal::Unlinked& unlinked) {
  if (!process.relations) return;
  const std::uint64_t* state = process.relations->links.value_of(from.bits());
  if (state != nullptr && *state == unlinked.id.bits()) process.relations->links.erase(from.bits());
}

void act(Node&, Process& process, Pid from, signal::Monitor& monitor) {
  process.relate().watchers.insert(monitor.ref.bits(), from.bits());
}

void act(Node&, Process& process, Pid, signal::Demonitor& demonitor) {
  if (process.relations) process.relations->watchers.erase(demonitor.ref.bits());
}

void act(Node& node, Process& process, Pid from, signal::DownSignal& signal) {
  const Ref ref = signal.down.ref;
  if (!process.relations || !process.relations->monitoring.erase(ref.bits())) return;
  if (process.relations->rare) {
    aliases::monitor_ended(process, ref);
    const auto note = process.relations->rare->monitor_notes.extract(ref.bits());
    if (!note.empty())
      std::tie(signal.down.name, signal.down.tag) = std::tie(note.mapped().name, note.mapped().tag);
  }
  Envelope* envelope = Message::of(std::move(signal.down)).release();
  envelope->sender = from;
  envelope->target = process.pid();
  append_made(node, process, envelope);
}

void act(Node&, Process& process, Pid, signal::ReceiveTimeout& timeout) {
  if (timeout.number == process.receive_number) process.timed_out = true;
}

void act(Node& node, Process& process, Pid from, signal::AliasedMessage& aliased) {
  if (!aliases::admit(node, process, aliased.alias)) return;
  Envelope* envelope = aliased.message.release();
  envelope->sender = from;
  envelope->target = process.pid();
  process.put_last(envelope);
}

void act(Node& node, Process& process, Pid from, signal::InfoQuery& query) {
  send_signal(node, process.pid(), from,
              Reply<std::optional<ProcessInfo>>{query.ref, info_of(process)});
}

template <class Signal>
bool act_if(Node& node, Process& process, Message& message) {
  auto* signal = message.get_if<Signal>();
  if (signal != nullptr) act(node, process, message.sender(), *signal);
  return signal != nullptr;
}

template <class... Signals>
void act_on_one_of(Node& node, Process& process, Message message) {
  static_cast<void>((act_if<Signals>(node, process, message) || ...));
}

void act_on(Node& node, Process& process, Envelope* envelope) {
  using namespace signal;
  act_on_one_of<DownSignal, ExitSignal, ReceiveTimeout, Monitor, Demonitor, Link, Unlink, Unlinked,
                AliasedMessage, InfoQuery>(node, process, Message{envelope});
}

void act_on_and_tell(Node& node, Process& process, Envelope* envelope) {
  const bool was_ending = process.ending != nullptr;
  const std::uint64_t told = tracing::acted_on(node, *envelope);
  const tracing::Because because{told};
  act_on(node, process, envelope);
  if (process.ending && !was_ending) tracing::ends_because(node, process, told);
}

/// Returns what lay on top before; if that is `closed`, the envelope did not get in.
Envelope* push(Process& target, Envelope* envelope) {
  Envelope* top = target.inbox.load(std::memory_order_relaxed);
  do {
    if (top == Process::closed()) return top;
    envelope->next = top == Process::asleep() ? nullptr : top;
  } while (!target.inbox.compare_exchange_weak(top, envelope, std::memory_order_acq_rel,
                                               std::memory_order_relaxed));
  return top;
}

template <class... Signals>
bool is_one_of(const Envelope& envelope) {
  return ((envelope.type == &message_type<Signals>) || ...);
}

/// A process on its way out still learns who does not want to hear of its end. Who begins to only
/// now waits until the end has been told: `noproc` must not overtake it.
void accept_last(Node& node, Process& process, Envelope* envelope) {
  const bool is_its_own = envelope->target == process.pid();
  if (is_its_own && is_one_of<signal::Unlink, signal::Demonitor>(*envelope)) {
    act_on(node, process, envelope);
  } else if (is_its_own && is_one_of<signal::Link, signal::Monitor>(*envelope)) {
    push(process, envelope);
  } else {
    refuse(node, envelope);
  }
}

void accept_one(Node& node, Process& process, Envelope* envelope) {
  if (process.ending || envelope->target != process.pid()) {
    accept_last(node, process, envelope);
  } else if (envelope->type->is_signal) {
    if (node.is_traced()) [[unlikely]]
      act_on_and_tell(node, process, envelope);
    else
      act_on(node, process, envelope);
  } else if (comes_too_late(process, *envelope)) {
    discard(envelope);
  } else {
    process.put_last(envelope);
  }
}

/// What was pushed last comes first in an inbox; this puts it in order of arrival.
Envelope* reversed(Envelope* newest) {
  Envelope* oldest = nullptr;
  if (newest == Process::asleep()) return oldest;
  while (newest != nullptr) {
    Envelope* next = std::exchange(newest->next, oldest);
    oldest = std::exchange(newest, next);
  }
  return oldest;
}

}  // namespace

void tell_signalled(Node& node, const Envelope& envelope) {
  tracing::signalled(node, envelope);
}

void deliver(Node& node, Envelope* envelope) {
  if (node.has_fault_points()) [[unlikely]]
    if (node.scheduler().holds_back(envelope)) return;
  arrive(node, envelope);
}

void arrive(Node& node, Envelope* envelope) {
  Process* target = node.processes().find(envelope->target);
  if (target == nullptr) {
    refuse(node, envelope);
    return;
  }
  const Envelope* before = push(*target, envelope);
  if (before == Process::closed()) {
    // Whoever hears `noproc` may rely on all that the dead one did.
    static_cast<void>(target->inbox.load(std::memory_order_acquire));
    refuse(node, envelope);
  } else if (before == Process::asleep()) {
    node.scheduler().make_runnable(*target);
  }
}

void accept_arrived(Node& node, Process& process) {
  Envelope* envelope = reversed(process.inbox.exchange(nullptr, std::memory_order_acquire));
  while (envelope != nullptr) accept_one(node, process, std::exchange(envelope, envelope->next));
  if (process.waiting >= process.too_many) [[unlikely]]
    mailbox_is_long(node, process);
}

void accept_last_arrived(Node& node, Process& process) {
  if (process.inbox.load(std::memory_order_relaxed) == nullptr) return;
  Envelope* envelope = reversed(process.inbox.exchange(nullptr, std::memory_order_acquire));
  while (envelope != nullptr) accept_last(node, process, std::exchange(envelope, envelope->next));
}

void close(Node& node, Process& process) {
  Envelope* envelope =
      reversed(process.inbox.exchange(Process::closed(), std::memory_order_acq_rel));
  while (envelope != nullptr) refuse(node, std::exchange(envelope, envelope->next));
}

}  // namespace forlopp::runtime::inbox
