#include "runtime/internal/lifecycle.hpp"

#include <exception>
#include <utility>

#include "runtime/check.hpp"
#include "runtime/internal/crash.hpp"
#include "runtime/internal/process_exit.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime::lifecycle {
namespace {

void trace(Node& node, TraceEvent::Kind kind, Pid from, Pid to, std::string_view what) {
  if (!node.is_traced()) [[likely]]
    return;
  node.observer()->traced({.when = node.now(), .kind = kind, .from = from, .to = to, .what = what});
}

/// The one place of the program that catches: what leaves process code is an exit reason.
template <class Body>
void guarded(Process& process, Body body) {
  const auto end_itself = [&](ExitReason reason) {
    process.ended_itself = true;
    process.end_with(std::move(reason));
  };
  const trap::ProcessCodeScope scope;
  try {
    body();
  } catch (const ProcessExit& exit) {
    end_itself(exit.reason);
  } catch (const trap::HardwareTrap& trapped) {
    end_itself(ExitReason::trap(trap::describe(trapped), trap::stack_of_last_throw()));
  } catch (const std::exception& error) {
    end_itself(ExitReason::error(error.what(), trap::stack_of_last_throw()));
  } catch (...) {
    end_itself(ExitReason::error("an exception of unknown type", trap::stack_of_last_throw()));
  }
}

/// A signal to somebody who is not there: some kinds deserve an answer.
void answer_for_the_dead(Node& node, Envelope* envelope) {
  const Pid dead = envelope->target;
  const Pid sender = envelope->sender;
  const Message message{envelope};
  if (const auto* monitor = message.get_if<signal::Monitor>()) {
    send_signal(node, dead, sender,
                signal::DownSignal{{monitor->ref, dead, ExitReason::Kind::noproc}});
  } else if (message.is<signal::Link>()) {
    send_signal(node, dead, sender, signal::ExitSignal{ExitReason::Kind::noproc, true});
  }
}

void append(Process& process, Envelope* envelope) {
  envelope->next = nullptr;
  *process.end = envelope;
  process.end = &envelope->next;
}

void act(Process& process, Pid from, signal::ExitSignal& exit) {
  if (exit.through_link && !process.relate().links.erase(from.bits())) return;
  if (!exit.through_link && exit.reason.kind() == ExitReason::Kind::kill) {
    process.end_with(ExitReason::Kind::killed);
    return;
  }
  if (process.trap_exit) {
    Envelope* envelope = Message::of(Exit{from, std::move(exit.reason)}).release();
    envelope->sender = from;
    envelope->target = process.pid();
    append(process, envelope);
    return;
  }
  if (exit.reason.kind() == ExitReason::Kind::normal && from != process.pid()) return;
  process.by_link = exit.through_link;
  process.end_with(std::move(exit.reason));
}

void act_on_down(Process& process, Envelope* envelope, signal::DownSignal& signal) {
  if (!process.relations || !process.relations->monitoring.erase(signal.down.ref.bits())) {
    discard(envelope);
    return;
  }
  Envelope* message = Message::of(std::move(signal.down)).release();
  message->sender = envelope->sender;
  message->target = envelope->target;
  discard(envelope);
  append(process, message);
}

void act_on_signal(Process& process, Envelope* envelope) {
  const Pid from = envelope->sender;
  const MessageType* type = envelope->type;
  void* value = envelope->value();
  if (type == &message_type<signal::DownSignal>) {
    act_on_down(process, envelope, *static_cast<signal::DownSignal*>(value));
    return;
  }
  if (type == &message_type<signal::ExitSignal>) {
    act(process, from, *static_cast<signal::ExitSignal*>(value));
  } else if (type == &message_type<signal::Link>) {
    process.relate().links.insert(from.bits(), 0);
  } else if (type == &message_type<signal::Unlink>) {
    if (process.relations) process.relations->links.erase(from.bits());
  } else if (type == &message_type<signal::Monitor>) {
    process.relate().watchers.insert(static_cast<signal::Monitor*>(value)->ref.bits(), from.bits());
  } else if (type == &message_type<signal::Demonitor>) {
    if (process.relations) {
      process.relations->watchers.erase(static_cast<signal::Demonitor*>(value)->ref.bits());
    }
  } else if (type == &message_type<signal::ReceiveTimeout>) {
    if (static_cast<signal::ReceiveTimeout*>(value)->number == process.receive_number) {
      process.timed_out = true;
    }
  }
  discard(envelope);
}

Envelope* reversed(Envelope* newest) {
  Envelope* oldest = nullptr;
  while (newest != nullptr) {
    Envelope* next = std::exchange(newest->next, oldest);
    oldest = std::exchange(newest, next);
  }
  return oldest;
}

/// Takes in what has arrived, in order: messages go to the mailbox, signals are acted on.
void accept(Node& node, Process& process) {
  if (process.inbox.load(std::memory_order_relaxed) == nullptr) return;
  Envelope* envelope = reversed(process.inbox.exchange(nullptr, std::memory_order_acquire));
  const Pid self = process.pid();
  while (envelope != nullptr) {
    Envelope* next = envelope->next;
    if (envelope->target != self || process.ending) {
      answer_for_the_dead(node, envelope);
    } else if (envelope->type->is_signal) {
      act_on_signal(process, envelope);
    } else {
      append(process, envelope);
    }
    envelope = next;
  }
}

/// The oldest message that the process wants, cut out of the mailbox; null if there is none.
Envelope* take_wanted(Process& process) {
  while (*process.scan != nullptr) {
    Envelope* envelope = *process.scan;
    Message message{envelope};
    const bool wanted = process.code->wants(message);
    message.release();
    if (!wanted) {
      process.scan = &envelope->next;
      continue;
    }
    *process.scan = envelope->next;
    if (process.end == &envelope->next) process.end = process.scan;
    process.scan = &process.oldest;
    return envelope;
  }
  return nullptr;
}

void handle(Node& node, Process& process, Envelope* envelope) {
  node.scheduler().handling(process, *envelope);
  if (process.black_box) process.black_box->note(*envelope, node.now());
  Message message{envelope};
  if (node.is_traced()) [[unlikely]] {
    node.observer()->traced({.when = node.now(),
                             .kind = TraceEvent::Kind::handled,
                             .from = envelope->sender,
                             .to = envelope->target,
                             .what = short_name(*envelope->type),
                             .message = &message});
  }
  Context context{node, process};
  process.code->receive(context, std::move(message));
}

/// False when there is nothing to do now.
bool handle_one(Node& node, Process& process) {
  bool found = true;
  guarded(process, [&] {
    if (!process.begun) {
      process.begun = true;
      Context context{node, process};
      process.code->init(context);
    } else if (Envelope* envelope = take_wanted(process)) {
      handle(node, process, envelope);
    } else if (process.timed_out) {
      process.timed_out = false;
      Context context{node, process};
      process.code->receive_timeout(context);
      process.scan = &process.oldest;
    } else {
      found = false;
    }
  });
  return found;
}

/// False if something has arrived meanwhile. After true the process may run elsewhere already.
bool fall_asleep(Process& process) {
  Envelope* empty = nullptr;
  return process.inbox.compare_exchange_strong(empty, Process::asleep(), std::memory_order_acq_rel);
}

void close_inbox(Node& node, Process& process) {
  Envelope* newest = process.inbox.exchange(Process::closed(), std::memory_order_acq_rel);
  Envelope* envelope = newest == Process::asleep() ? nullptr : reversed(newest);
  while (envelope != nullptr) {
    answer_for_the_dead(node, std::exchange(envelope, envelope->next));
  }
}

void empty_mailbox(Process& process) {
  for (Envelope* envelope = process.oldest; envelope != nullptr;) {
    discard(std::exchange(envelope, envelope->next));
  }
  process.oldest = nullptr;
  process.end = process.scan = &process.oldest;
}

/// Tells those who are linked to it or watch it, and those whom it watched.
void notify(Node& node, Pid self, const Relations& relations, const ExitReason& reason) {
  for (const auto& link : relations.links.all()) {
    send_signal(node, self, Pid::from_bits(link.key), signal::ExitSignal{reason, true});
  }
  for (const auto& watcher : relations.watchers.all()) {
    send_signal(node, self, Pid::from_bits(watcher.value),
                signal::DownSignal{{Ref{watcher.key}, self, reason}});
  }
  for (const auto& watched : relations.monitoring.all()) {
    send_signal(node, self, Pid::from_bits(watched.value), signal::Demonitor{Ref{watched.key}});
  }
}

void reset(Process& process, Process* spawner, const SpawnOptions& options) {
  process.oldest = nullptr;
  process.end = process.scan = &process.oldest;
  process.parent = spawner == nullptr ? Pid{} : spawner->pid();
  process.label_kind.store(options.label.kind, std::memory_order_relaxed);
  process.label_number.store(options.label.number, std::memory_order_relaxed);
  process.name = options.name;
  process.priority = options.priority;
  process.processor = options.processor;
  process.trap_exit = options.trap_exit;
  process.begun = process.timed_out = process.ended_itself = process.by_link = false;
  process.receive_timer = Ref{};
  process.receive_number = 0;
}

}  // namespace

Process& create(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code) {
  Process& process = node.processes().allocate();
  reset(process, spawner, options);
  process.code = std::move(code);
  process.started = node.now();
  if (options.black_box > 0) process.black_box = std::make_unique<BlackBox>(options.black_box);
  process.inbox.store(nullptr, std::memory_order_release);
  node.count_spawned();
  trace(node, TraceEvent::Kind::spawned, process.parent, process.pid(), options.label.kind);
  return process;
}

Monitored spawn(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code, Relation relation) {
  const trap::RuntimeScope scope;
  Process& process = create(node, spawner, options, std::move(code));
  Monitored child{process.pid(), Ref{}};
  if (options.name && !node.names().add(options.name, child.pid)) {
    process.name = Name{};
    process.end_with(ExitReason{"name is taken"});
  }
  if (relation == Relation::link) {
    spawner->relate().links.insert(child.pid.bits(), 0);
    process.relate().links.insert(spawner->pid().bits(), 0);
  } else if (relation == Relation::monitor) {
    child.ref = node.scheduler().make_ref();
    spawner->relate().monitoring.insert(child.ref.bits(), child.pid.bits());
    process.relate().watchers.insert(child.ref.bits(), spawner->pid().bits());
  }
  node.scheduler().make_runnable(process);
  return child;
}

StartResult start_link(Node& node, Process& spawner, const SpawnOptions& options,
                       std::unique_ptr<ProcessCode> code) {
  const trap::RuntimeScope scope;
  Process& process = create(node, &spawner, options, std::move(code));
  const Pid pid = process.pid();
  if (options.name && !node.names().add(options.name, pid)) {
    process.name = Name{};
    end(node, process, ExitReason{"name is taken"});
    return err(ExitReason{"already started: the name is taken"});
  }
  handle_one(node, process);
  if (process.ending) {
    const ExitReason reason = *process.ending;
    end(node, process, reason);
    return err(reason);
  }
  spawner.relate().links.insert(pid.bits(), 0);
  process.relate().links.insert(spawner.pid().bits(), 0);
  if (process.may_have_work() || !fall_asleep(process)) node.scheduler().make_runnable(process);
  return pid;
}

Slice run(Node& node, Process& process, std::uint32_t messages_max) {
  for (std::uint32_t handled = 0;; ++handled) {
    accept(node, process);
    if (process.ending) {
      end(node, process, ExitReason{*process.ending});
      return Slice::ended;
    }
    const bool spent = handled == messages_max;
    if (spent && process.may_have_work()) return Slice::yielded;
    if (!spent && handle_one(node, process)) continue;
    if (fall_asleep(process)) return Slice::asleep;
    if (spent) return Slice::yielded;
  }
}

void end(Node& node, Process& process, const ExitReason& reason) {
  const Pid self = process.pid();
  if (process.ended_itself && process.code) {
    guarded(process, [&] {
      Context context{node, process};
      process.code->terminate(context, reason);
    });
  }
  node.count_ended(!reason.is_orderly());
  if (!reason.is_orderly()) report_crash(node, process, reason);
  guarded(process, [&] { process.code.reset(); });
  process.code.release();  // Only if its destructor failed: better a leak than a second try.
  if (process.name) node.names().remove(process.name, self);
  if (process.receive_timer) node.scheduler().cancel_timer(process.receive_timer);
  process.black_box.reset();
  process.ending.reset();
  empty_mailbox(process);
  const std::unique_ptr<Relations> relations = std::move(process.relations);
  close_inbox(node, process);
  trace(node, TraceEvent::Kind::ended, self, self, to_string(reason));
  node.processes().release(process);
  if (relations) notify(node, self, *relations, reason);
}

void deliver(Node& node, Envelope* envelope) {
  Process* target = node.processes().find(envelope->target);
  if (target == nullptr) {
    answer_for_the_dead(node, envelope);
    return;
  }
  Envelope* head = target->inbox.load(std::memory_order_relaxed);
  do {
    if (head == Process::closed()) {
      answer_for_the_dead(node, envelope);
      return;
    }
    envelope->next = head == Process::asleep() ? nullptr : head;
  } while (!target->inbox.compare_exchange_weak(head, envelope, std::memory_order_acq_rel,
                                                std::memory_order_relaxed));
  if (head == Process::asleep()) node.scheduler().make_runnable(*target);
}

}  // namespace forlopp::runtime::lifecycle
