#include <algorithm>

#include "runtime/internal/threaded_scheduler.hpp"
#include "runtime/internal/worker.hpp"

/// Threads that do not come back from their process, and others that do their work meanwhile.
namespace forlopp::runtime {

ThreadedScheduler::Beat ThreadedScheduler::beat(unsigned worker) const {
  const Worker& seen = *workers_[worker];
  return {Pid::from_bits(seen.running.load(std::memory_order_relaxed)),
          seen.slices.load(std::memory_order_relaxed)};
}

pthread_t ThreadedScheduler::thread_of(unsigned worker) const {
  return workers_[worker]->thread.native_handle();
}

void ThreadedScheduler::stand_in_for(unsigned stuck) {
  workers_[stuck]->stuck = true;
  const unsigned needed = std::min(threads_ + ++stuck_, workers());
  if (needed > started_) start(*workers_[started_]);
  wake(*workers_[needed - 1]);
  empty_queues_of_stuck();
}

void ThreadedScheduler::came_back(unsigned worker) {
  workers_[worker]->stuck = false;
  --stuck_;
  if (worker == 0) for_outside_ = 0;
}

ThreadedScheduler::Worker* ThreadedScheduler::healthy_worker() {
  const auto healthy = std::ranges::find_if(
      workers_, [&](const auto& worker) { return !worker->stuck && !is_off_duty(*worker); });
  return healthy == workers_.end() ? nullptr : healthy->get();
}

void ThreadedScheduler::empty_queues_of_stuck() {
  if (stuck_ == 0) return;
  Worker* healthy = healthy_worker();
  if (healthy == nullptr) return;
  if (workers_[for_outside_]->stuck) for_outside_ = healthy->number;
  for (const auto& worker : workers_) {
    if (worker->stuck) hand_over(*worker, *healthy);
  }
}

void ThreadedScheduler::hand_over(Worker& from, Worker& to) {
  if (from.queue.length() > 0) from.queue.hand_over(to.queue);
  if (to.queue.length() > 0 && to.parked.exchange(false)) wake(to);
}

bool ThreadedScheduler::is_off_duty(const Worker& worker) const {
  return worker.number >= threads_ + stuck_.load(std::memory_order_relaxed);
}

/// Its timers still fire, but whom they wake goes to others.
void ThreadedScheduler::wait_for_duty(Worker& worker) {
  ++parked_;
  while (is_off_duty(worker) && !stopping_) {
    fire_timers(worker, now());
    if (Worker* healthy = healthy_worker()) hand_over(worker, *healthy);
    const Instant next{Duration{worker.next_timer.load()}};
    const Duration patience = std::clamp(next - now(), Duration{0}, Duration{sleep_max});
    std::unique_lock lock{worker.mutex};
    worker.wake.wait_for(lock, patience, [&] { return worker.woken; });
    worker.woken = false;
  }
  --parked_;
}

}  // namespace forlopp::runtime
