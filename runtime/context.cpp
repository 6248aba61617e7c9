#include "runtime/context.hpp"

#include "runtime/check.hpp"
#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lifecycle.hpp"
#include "runtime/internal/naming.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/internal/process_exit.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/tracing.hpp"
#include "runtime/internal/trap.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {

using inbox::send_signal;
using lifecycle::Relation;
using trap::RuntimeScope;

Pid Context::self() const {
  return process_->pid();
}
Pid Context::parent() const {
  return process_->parent;
}
Label Context::label() const {
  return process_->label();
}
Instant Context::now() const {
  return node_->now();
}
Random& Context::random() const {
  return node_->scheduler().random();
}
Ref Context::make_ref() const {
  return node_->scheduler().make_ref();
}

void Context::send_message(Pid to, Message message) const {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  message.leave_heap();
  const RuntimeScope scope;
  const bool somebody_wants_to_know = node_->interests() != 0;
  if (somebody_wants_to_know && node_->is_traced()) [[unlikely]]
    tracing::sent(*node_, self(), to, message);
  Envelope* envelope = message.release();
  envelope->sender = self();
  envelope->target = to;
  ++process_->sent;
  somebody_wants_to_know ? inbox::deliver(*node_, envelope) : inbox::arrive(*node_, envelope);
}

Heap Context::heap_for(const SpawnOptions& options) const {
  return node_->heap_for(options);
}

Monitored Context::spawn_as(Relation relation, const SpawnOptions& options,
                            std::unique_ptr<ProcessCode> code) const {
  const Monitored child = lifecycle::spawn(*node_, process_, options, std::move(code), relation);
  if (!child.pid) throw SystemLimit{};
  return child;
}

Pid Context::spawn(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const {
  return spawn_as(Relation::none, options, std::move(code)).pid;
}

Pid Context::spawn_link(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) const {
  return spawn_as(Relation::link, options, std::move(code)).pid;
}

Monitored Context::spawn_monitor(const SpawnOptions& options,
                                 std::unique_ptr<ProcessCode> code) const {
  return spawn_as(Relation::monitor, options, std::move(code));
}

Monitored Context::spawn_link_monitor(const SpawnOptions& options,
                                      std::unique_ptr<ProcessCode> code) const {
  return spawn_as(Relation::link_and_monitor, options, std::move(code));
}

StartResult Context::start_link(const SpawnOptions& options,
                                std::unique_ptr<ProcessCode> code) const {
  return lifecycle::start_link(*node_, *process_, options, std::move(code));
}

void Context::init_ack() const {
  process_->acknowledged = process_->initialised = true;
}

void Context::stop(ExitReason reason) const {
  process_->ended_itself = true;
  process_->end_with(std::move(reason));
}

bool Context::is_ending() const {
  return process_->ending != nullptr;
}

void Context::exit(ExitReason reason) const {
  throw ProcessExit{std::move(reason)};
}

void Context::checkpoint() const {
  {
    const RuntimeScope scope;
    inbox::accept(*node_, *process_);
  }
  if (process_->ending) throw ProcessEnding{};
}

void Context::ignore() const {
  check(!process_->initialised, "only an init may ignore");
  process_->ignored = true;
  stop();
}

void Context::exit_signal(Pid to, ExitReason reason) const {
  const RuntimeScope scope;
  send_signal(*node_, self(), to, signal::ExitSignal{std::move(reason), false});
}

bool Context::trap_exit(bool on) const {
  return std::exchange(process_->trap_exit, on);
}

void Context::link(Pid other) const {
  if (other == self()) return;
  const RuntimeScope scope;
  Pairs& links = process_->relate().links;
  if (!links.insert(other.bits(), linked)) {
    std::uint64_t& state = *links.value_of(other.bits());
    if (state == linked) return;
    state = linked;
  }
  send_signal(*node_, self(), other, signal::Link{});
}

void Context::unlink(Pid other) const {
  if (!process_->relations) return;
  std::uint64_t* state = process_->relations->links.value_of(other.bits());
  if (state == nullptr || *state != linked) return;
  const RuntimeScope scope;
  const Ref id = make_ref();
  *state = id.bits();
  send_signal(*node_, self(), other, signal::Unlink{id});
}

bool Context::link_if_alive(Pid other) const {
  if (other != self() && !process_->trap_exit && !node_->is_alive(other)) return false;
  link(other);
  return true;
}

Ref Context::monitor(Pid other) const {
  return monitor_as(make_ref(), other);
}

Ref Context::monitor_for_reply(Pid other) const {
  return monitor_as(make_ref().for_answers(), other);
}

Ref Context::monitor_as(Ref ref, Pid other) const {
  if (other == self()) return ref;
  const RuntimeScope scope;
  process_->relate().monitoring.insert(ref.bits(), other.bits());
  send_signal(*node_, self(), other, signal::Monitor{ref});
  return ref;
}

void Context::abandon(Ref request) const {
  demonitor(request);
  process_->remove_answer(request);
}

Pid Context::whereis(Name name) const {
  return node_->names().find(name);
}

bool Context::register_name(Name name, Pid process) const {
  const RuntimeScope scope;
  return naming::add(*node_, name, process);
}

bool Context::unregister_name(Name name) const {
  const RuntimeScope scope;
  return naming::remove(*node_, name);
}

Ref Context::start_timer(Duration delay, Pid to, Message message) const {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  message.leave_heap();
  const RuntimeScope scope;
  if (node_->is_traced() && !message.is<signal::ToName>()) [[unlikely]]
    tracing::timer_started(*node_, self(), to, message);
  Envelope* envelope = message.release();
  envelope->sender = Pid{};
  envelope->target = to;
  return node_->scheduler().set_timer(later(now(), delay), envelope);
}

Ref Context::start_timer(Duration delay, Name to, Message message) const {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  message.leave_heap();
  if (node_->is_traced()) [[unlikely]]
    tracing::timer_started(*node_, self(), whereis(to), message);
  return start_timer(delay, Pid{}, Message::of(signal::ToName{to, std::move(message)}));
}

std::optional<Duration> Context::left(const std::optional<PendingTimer>& timer) const {
  if (!timer || (timer->target && !node_->is_alive(timer->target))) return std::nullopt;
  return std::max(timer->when - now(), Duration::zero());
}

std::optional<Duration> Context::cancel_timer(Ref timer) const {
  const RuntimeScope scope;
  return left(node_->scheduler().cancel_timer(timer));
}

std::optional<Duration> Context::read_timer(Ref timer) const {
  const RuntimeScope scope;
  return left(node_->scheduler().find_timer(timer));
}

void Context::remove_messages(const std::function<bool(const Message&)>& are_meant) const {
  process_->remove_messages(are_meant);
}

void Context::pass_over_mailbox() const {
  process_->scan = process_->end;
}

void Context::handle_next(Message message) const {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  Envelope* envelope = message.release();
  envelope->sender = envelope->target = self();
  if (node_->is_traced()) [[unlikely]]
    tracing::made(*node_, *envelope);
  process_->put_first(envelope);
}

void Context::hibernate() const {
  if (process_->relations && process_->relations->is_empty()) process_->relations.reset();
}

void Context::receive_until(Instant deadline) const {
  const RuntimeScope scope;
  call_off_receive_timeout();
  if (deadline == Instant::max()) return;
  if (deadline <= now()) {
    process_->timed_out = true;
  } else {
    start_receive_timer(deadline);
  }
}

void Context::receive_within(Duration patience) const {
  const RuntimeScope scope;
  call_off_receive_timeout();
  if (patience == infinity) return;
  if (patience <= Duration::zero()) {
    process_->timed_out = true;
  } else {
    start_receive_timer(later(now(), patience));
  }
}

void Context::call_off_receive_timeout() const {
  if (process_->receive_timer) node_->scheduler().cancel_timer(process_->receive_timer);
  process_->receive_timer = Ref{};
  process_->timed_out = false;
  ++process_->receive_number;
}

void Context::start_receive_timer(Instant deadline) const {
  if (deadline == Instant::max()) return;
  if (node_->is_traced()) [[unlikely]]
    tracing::deadline_set(*node_, *process_);
  Envelope* envelope = Message::of(signal::ReceiveTimeout{process_->receive_number}).release();
  envelope->target = self();
  process_->receive_timer = node_->scheduler().set_timer(deadline, envelope);
}

}  // namespace forlopp::runtime
