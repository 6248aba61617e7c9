#include <algorithm>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/threaded_scheduler.hpp"
#include "runtime/internal/worker.hpp"

/// Each thread has a timer wheel, and fires its timers between two processes.
namespace forlopp::runtime {
namespace {

/// A timer that is late by this much belongs to a thread that does not come back from its process;
/// an idle one sees to it.
constexpr auto lateness_max = std::chrono::milliseconds{1};
/// A thread that runs processes sees to those of others that are late by this much.
constexpr auto overdue = std::chrono::microseconds{100};

}  // namespace

Ref ThreadedScheduler::set_timer(Instant when, Envelope* envelope) {
  Worker& worker = current_or_first();
  const std::scoped_lock lock{worker.timer_lock};
  const TimerWheel::Handle handle = worker.timers.set(when, envelope);
  const std::int64_t at = when.time_since_epoch().count();
  if (at < worker.next_timer.load(std::memory_order_relaxed)) worker.next_timer.store(at);
  return Ref{handle | std::uint64_t{worker.number} << thread_shift};
}

std::optional<PendingTimer> ThreadedScheduler::on_timer(Ref timer, Then then) {
  const std::uint64_t number = timer.bits() >> thread_shift;
  if (number >= workers_.size()) return std::nullopt;
  Worker& worker = *workers_[number];
  const std::scoped_lock lock{worker.timer_lock};
  const TimerWheel::Handle handle = timer.bits() & ((std::uint64_t{1} << thread_shift) - 1);
  const auto found = worker.timers.find(handle);
  if (then == Then::cancel) worker.timers.cancel(handle);
  return found;
}

std::optional<PendingTimer> ThreadedScheduler::cancel_timer(Ref timer) {
  return on_timer(timer, Then::cancel);
}

std::optional<PendingTimer> ThreadedScheduler::find_timer(Ref timer) {
  return on_timer(timer, Then::keep);
}

void ThreadedScheduler::fire_overdue_timers(Worker& worker) {
  if (++worker.next_to_look_at >= started_.load(std::memory_order_relaxed)) {
    worker.next_to_look_at = 0;
  }
  Worker& other = *workers_[worker.next_to_look_at];
  if (&other == &worker || other.next_timer.load(std::memory_order_relaxed) == INT64_MAX) return;
  look_at_clock(worker);
  fire_timers(other, worker.about_now - overdue);
}

bool ThreadedScheduler::fire_timers(Worker& owner, Instant moment) {
  if (owner.next_timer.load(std::memory_order_relaxed) > moment.time_since_epoch().count()) {
    return false;
  }
  if (owner.firing.exchange(true, std::memory_order_acquire)) return false;
  while (Envelope* envelope = take_due(owner, moment)) inbox::deliver(*node_, envelope);
  owner.firing.store(false, std::memory_order_release);
  return true;
}

Envelope* ThreadedScheduler::take_due(Worker& owner, Instant moment) {
  const std::scoped_lock lock{owner.timer_lock};
  Envelope* envelope = owner.timers.take_due(moment);
  if (envelope == nullptr) {
    owner.next_timer.store(owner.timers.lower_bound().time_since_epoch().count());
  }
  return envelope;
}

bool ThreadedScheduler::fire_late_timers(const Worker& idle) {
  const Instant late = now() - lateness_max;
  return std::any_of(workers_.begin(), workers_.end(), [&](auto& owner) {
    return owner->number != idle.number && fire_timers(*owner, late);
  });
}

}  // namespace forlopp::runtime
