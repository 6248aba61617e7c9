#include "runtime/internal/lifecycle.hpp"

#include <utility>

#include "runtime/internal/crash.hpp"
#include "runtime/internal/group_registry.hpp"
#include "runtime/internal/guarded.hpp"
#include "runtime/internal/heap_chunks.hpp"
#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lent_message.hpp"
#include "runtime/internal/naming.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/running_script.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/system_messages.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/table_registry.hpp"
#include "runtime/internal/tracing.hpp"

namespace forlopp::runtime::lifecycle {

using inbox::send_signal;

namespace {

/// The oldest message that the process wants, cut out of the mailbox; null if there is none.
Envelope* take_wanted(Process& process) {
  while (*process.scan != nullptr) {
    Envelope* envelope = *process.scan;
    const LentMessage lent{*envelope};
    if (!process.code->wants(lent.message)) {
      process.scan = &envelope->next;
      continue;
    }
    process.take(process.scan);
    process.scan = &process.oldest;
    return envelope;
  }
  return nullptr;
}

void note(Node& node, Process& process, const Envelope& envelope) {
  if (process.black_box.capacity() == 0) return;
  process.black_box.note(envelope, node.scheduler().about_now());
}

void handle(Node& node, Process& process, Envelope* envelope) {
  ++process.handled;
  Message message{envelope};
  Context context{node, process};
  if (auto* request = message.get_if<SystemRequest>()) [[unlikely]] {
    handle_system_message(context, process, *request);
    return;
  }
  if (process.receive_timer || process.timed_out) context.receive_until(Instant::max());
  // What it brought counts as the process's own.
  if (runs_in_own_heap()) [[unlikely]]
    message.renew();
  process.code->receive(context, std::move(message));
}

void begin(Node& node, Process& process) {
  process.begun = true;
  Context context{node, process};
  process.code->init(context);
  process.initialised = process.acknowledged || !process.ending;
}

void go_on_after_timeout(Node& node, Process& process) {
  process.timed_out = false;
  process.scan = &process.oldest;
  Context context{node, process};
  process.code->receive_timeout(context);
}

template <class Tell, class Step>
[[gnu::cold, gnu::noinline]] void tell_and_step(const Tell& tell, const Step& take) {
  const tracing::Because because{tell()};
  take();
}

/// One of the above, told to whoever traces the node before it happens.
template <class Tell, class Step>
void step(Node& node, const Tell& tell, const Step& take) {
  if (node.is_traced()) [[unlikely]]
    tell_and_step(tell, take);
  else
    take();
}

void handle_and_tell(Node& node, Process& process, Envelope* envelope) {
  step(
      node, [&] { return tracing::handled(node, process, *envelope); },
      [&] {
        node.scheduler().handling(process, *envelope);
        note(node, process, *envelope);
        handle(node, process, envelope);
      });
}

/// False when there is nothing to do now. A function of its own, because whatever stands beside the
/// setjmp in `guarded` cannot stay in registers.
[[gnu::noinline]] bool take_step(Node& node, Process& process) {
  if (!process.begun) {
    step(
        node, [&] { return tracing::begins(node, process); }, [&] { begin(node, process); });
  } else if (Envelope* envelope = take_wanted(process)) {
    if (node.interests() != 0) [[unlikely]] {
      handle_and_tell(node, process, envelope);
      return true;
    }
    note(node, process, *envelope);
    handle(node, process, envelope);
  } else if (process.timed_out) {
    step(
        node, [&] { return tracing::timed_out(node, process); },
        [&] { go_on_after_timeout(node, process); });
  } else {
    return false;
  }
  return true;
}

/// False when there is nothing to do now.
bool handle_one(Node& node, Process& process) {
  if (!process.may_have_work()) return false;
  bool found = true;
  guarded(process, [&] { found = take_step(node, process); });
  return found;
}

void empty_mailbox(Process& process) {
  const RunningHeap heap{process.heap()};
  for (Envelope* envelope = process.oldest; envelope != nullptr;) {
    discard(std::exchange(envelope, envelope->next));
  }
  process.oldest = nullptr;
  process.end = process.scan = &process.oldest;
  process.waiting = 0;
}

/// Tells those whom it watched, then those who are linked to it or watch it: whoever hears of the
/// end is not watched by the dead any more.
void notify(Node& node, Pid self, const Relations& relations, const ExitReason& reason) {
  for (const auto& watched : relations.monitoring.all()) {
    send_signal(node, self, Pid::from_bits(watched.value), signal::Demonitor{Ref{watched.key}});
  }
  for (const auto& link : relations.links.all()) {
    if (link.value != linked) continue;
    send_signal(node, self, Pid::from_bits(link.key), signal::ExitSignal{reason, true});
  }
  for (const auto& watcher : relations.watchers.all()) {
    send_signal(node, self, Pid::from_bits(watcher.value),
                signal::DownSignal{{Ref{watcher.key}, self, reason}});
  }
}

/// Runs a part of a process's end. If that fails, the failure is what the process ended with.
template <class Body>
bool succeeds(Process& process, ExitReason& reason, const Body& body) {
  process.ending.reset();
  guarded(process, body);
  if (!process.ending) return true;
  reason = *process.ending;
  return false;
}

void say_last_words(Node& node, Process& process, ExitReason& reason) {
  if (!process.ended_itself || !process.initialised || process.abandoned) return;
  const ExitReason first = reason;
  succeeds(process, reason, [&] {
    Context context{node, process};
    process.code->terminate(context, first);
  });
}

/// An abandoned process's code cannot be destroyed: parts of it still believe to be running.
void destroy_code(Node& node, Process& process, ExitReason& reason) {
  if (process.abandoned) process.code.release();
  if (ProcessHeap* const heap = process.heap()) heap->lift_limit();
  const bool orderly = reason.is_orderly();
  ExitReason failure;
  if (succeeds(process, failure, [&] { process.code.reset(); }) || !orderly) return;
  reason = failure;
  report_crash(node, process, reason);
}

void reset(Process& process, Process* spawner, const SpawnOptions& options) {
  process.oldest = nullptr;
  process.end = process.scan = &process.oldest;
  process.parent.store(spawner == nullptr ? Pid{} : spawner->pid(), std::memory_order_release);
  process.label_kind.store(options.label.kind, std::memory_order_release);
  process.label_number.store(options.label.number, std::memory_order_release);
  process.name.store(Name{}, std::memory_order_relaxed);
  process.priority = options.priority;
  process.processor = options.processor;
  process.trap_exit = options.trap_exit;
  process.begun = process.initialised = process.timed_out = false;
  process.ended_itself = process.abandoned = process.by_link = false;
  process.ignored = process.acknowledged = false;
  process.owns_tables.store(false, std::memory_order_relaxed);
  process.receive_timer = Ref{};
  process.receive_number = 0;
}

/// Null for most processes: they have nothing but their code.
std::unique_ptr<OwnMemory> own_memory(const Node& node, const SpawnOptions& options,
                                      const ProcessCode* code) {
  const bool was_made_in_heap = heap_chunks::contain(code);
  const Heap wanted = node.heap_for(options);
  if (wanted == Heap::common && !options.limits && !was_made_in_heap) [[likely]]
    return nullptr;
  auto own = std::make_unique<OwnMemory>();
  own->limits = options.limits.value_or(node.limits());
  if (was_made_in_heap) own->heap = process_heap::claim(dynamic_cast<const void*>(code));
  if (wanted == Heap::own && !own->heap) own->heap = ProcessHeap::make();
  return own;
}

}  // namespace

Process* create(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code) {
  std::unique_ptr<OwnMemory> own = own_memory(node, options, code.get());
  Process* const slot = node.processes().allocate();
  if (slot == nullptr) {
    const RunningHeap heap{own ? own->heap.get() : nullptr};
    code.reset();
    return nullptr;
  }
  Process& process = *slot;
  reset(process, spawner, options);
  process.own = std::move(own);
  const Limits& limits = limits_of(node, process);
  process.too_many = too_many(limits);
  if (ProcessHeap* const heap = process.heap()) heap->belong_to(node, process, limits);
  process.code = std::move(code);
  process.started = node.scheduler().about_now();
  process.black_box = BlackBox{options.black_box};
  process.lives.store(true, std::memory_order_release);
  process.inbox.store(nullptr, std::memory_order_release);
  if (node.is_traced()) [[unlikely]]
    tracing::spawned(node, process);
  return slot;
}

Monitored spawn(Node& node, Process* spawner, const SpawnOptions& options,
                std::unique_ptr<ProcessCode> code, Relation relation) {
  const trap::RuntimeScope scope;
  Process* const made = create(node, spawner, options, std::move(code));
  if (made == nullptr) return {};
  Process& process = *made;
  Monitored child{process.pid(), Ref{}};
  if (options.name && !naming::add(node, options.name, child.pid)) {
    process.end_with(ExitReason{"already_started"});
  }
  if (relation == Relation::link || relation == Relation::link_and_monitor) {
    spawner->relate().links.insert(child.pid.bits(), linked);
    process.relate().links.insert(spawner->pid().bits(), linked);
  }
  if (relation == Relation::monitor || relation == Relation::link_and_monitor) {
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
  Process* const made = create(node, &spawner, options, std::move(code));
  if (made == nullptr) return err(ExitReason{"system_limit"});
  Process& process = *made;
  const Pid pid = process.pid();
  if (options.name && !naming::add(node, options.name, pid)) {
    end(node, process, ExitReason{"already_started"});
    return err(ExitReason{"already_started"});
  }
  const RunningScriptScope spawners{running_script()};
  handle_one(node, process);
  if (process.ending && !process.acknowledged) {
    const ExitReason reason = *process.ending;
    const bool ignored = process.ignored;
    end(node, process, reason);
    if (ignored) return Pid{};
    return err(reason);
  }
  spawner.relate().links.insert(pid.bits(), linked);
  process.relate().links.insert(spawner.pid().bits(), linked);
  if (process.ending) {
    end(node, process, *process.ending);
    return pid;
  }
  if (process.may_have_work() || !inbox::fall_asleep(process))
    node.scheduler().make_runnable(process);
  return pid;
}

namespace {

[[gnu::noinline]] Turn end_now(Node& node, Process& process, std::uint32_t handled) {
  end(node, process, *process.ending);
  return {Slice::ended, handled};
}

}  // namespace

Turn run(Node& node, Process& process, std::uint32_t work_max) {
  process.sent = process.handled = 0;
  for (std::uint32_t steps = 0;; ++steps) {
    inbox::accept(node, process);
    const std::uint32_t handled = process.handled;
    if (process.ending) return end_now(node, process, handled);
    const bool spent = steps + process.sent >= work_max;
    if (spent && process.may_have_work()) return {Slice::yielded, handled};
    if (!spent && handle_one(node, process)) continue;
    if (inbox::fall_asleep(process)) return {Slice::asleep, handled};
    if (spent) return {Slice::yielded, handled};
  }
}

namespace {

void finish(Node& node, Process& process, ExitReason reason) {
  say_last_words(node, process, reason);
  if (!reason.is_orderly()) report_crash(node, process, reason);
  destroy_code(node, process, reason);
  if (!reason.is_orderly()) node.count_crash();
  const Pid self = process.pid();
  if (process.receive_timer) node.scheduler().cancel_timer(process.receive_timer);
  process.black_box = {};
  process.ending.reset();
  empty_mailbox(process);
  inbox::accept_last_arrived(node, process);
  process.lives = false;
  process.own.reset();
  naming::close(node, process);
  node.groups().process_ended(self);
  node.tables().process_ended(process);
  const std::unique_ptr<Relations> relations = std::move(process.relations);
  step(
      node, [&] { return tracing::ended(node, process, reason); },
      [&] {
        node.processes().count_out();
        if (relations) notify(node, self, *relations, reason);
        inbox::close(node, process);
        node.processes().release(process);
      });
}

}  // namespace

void end(Node& node, Process& process, ExitReason reason) {
  step(
      node, [&] { return tracing::end_begins(node, process); },
      [&] { finish(node, process, std::move(reason)); });
}

}  // namespace forlopp::runtime::lifecycle
