#include "runtime/internal/threaded_scheduler.hpp"

#include <algorithm>
#include <utility>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lifecycle.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {
namespace {

constexpr std::uint32_t messages_per_slice = 64;
constexpr int spins_before_parking = 200;
constexpr std::size_t several = 2;
/// A parked thread looks around this often while others work, so that a process queued behind a
/// long-running one does not wait for it.
constexpr auto look_around = std::chrono::milliseconds{1};
constexpr auto sleep_max = std::chrono::milliseconds{50};
/// A timer that is late by this much belongs to a thread that does not come back from its process;
/// an idle one sees to it.
constexpr auto lateness_max = std::chrono::milliseconds{1};
constexpr std::uint64_t messages_per_look_at_clock = 16;
constexpr std::uint32_t slices_per_look_at_clock = 8;

constexpr int thread_shift = 56;  // Timer and other references carry the number of their thread.
constexpr std::uint64_t ref_mark = std::uint64_t{1} << 63;

}  // namespace

struct alignas(64) ThreadedScheduler::Worker {
  explicit Worker(unsigned number_) : number{number_}, random{number_ + 1} {}

  const unsigned number;
  RunQueue queue{};
  SpinLock timer_lock{};
  TimerWheel timers{};
  std::atomic<std::int64_t> next_timer{INT64_MAX};  ///< Lower bound, nanoseconds.
  std::atomic<bool> firing{false};                  ///< One at a time, so that they keep order.
  Instant about_now{};
  Random random;
  std::uint64_t refs = 0;
  std::atomic<std::uint64_t> messages{0};
  std::mutex mutex{};
  std::condition_variable wake{};
  bool woken = false;
  std::atomic<bool> parked{false};
  /// How many must wait elsewhere to be worth taking one: a process that was just woken there is
  /// left alone, unless it still waits after a while.
  std::size_t least_to_steal = 1;
  std::thread thread{};
};

namespace {
thread_local ThreadedScheduler* current_scheduler = nullptr;
thread_local void* current_worker = nullptr;
}  // namespace

ThreadedScheduler::ThreadedScheduler(unsigned threads) : epoch_{std::chrono::steady_clock::now()} {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(i));
}

ThreadedScheduler::~ThreadedScheduler() {
  stop();
}

void ThreadedScheduler::start(Node& node) {
  node_ = &node;
  for (auto& worker : workers_) {
    worker->thread = std::thread{[this, &worker = *worker] { work(worker); }};
  }
}

void ThreadedScheduler::stop() {
  stopping_ = true;
  for (auto& worker : workers_) {
    {
      const std::scoped_lock lock{worker->mutex};
      worker->woken = true;
    }
    worker->wake.notify_one();
  }
  for (auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
}

ThreadedScheduler::Worker& ThreadedScheduler::current_or_first() {
  return current_scheduler == this ? *static_cast<Worker*>(current_worker) : *workers_.front();
}

void ThreadedScheduler::make_runnable(Process& process) {
  const std::size_t waiting = current_or_first().queue.push(process);
  const bool from_outside = current_scheduler != this;
  if ((waiting > 1 || from_outside) && parked_.load() > 0) wake_another();
}

Instant ThreadedScheduler::now() const {
  return Instant{std::chrono::steady_clock::now() - epoch_};
}

Random& ThreadedScheduler::random() {
  return current_or_first().random;
}

Ref ThreadedScheduler::make_ref() {
  if (current_scheduler != this) return Ref{ref_mark | 0x7F00000000000000U | ++outside_refs_};
  Worker& worker = current_or_first();
  return Ref{ref_mark | std::uint64_t{worker.number} << thread_shift | ++worker.refs};
}

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

Instant ThreadedScheduler::handling(const Process&, const Envelope&) {
  Worker& worker = current_or_first();
  const std::uint64_t messages = worker.messages.load(std::memory_order_relaxed) + 1;
  worker.messages.store(messages, std::memory_order_relaxed);
  if (messages % messages_per_look_at_clock == 0) worker.about_now = now();
  return worker.about_now;
}

std::uint64_t ThreadedScheduler::messages_handled() const {
  std::uint64_t sum = 0;
  for (const auto& worker : workers_) sum += worker->messages.load(std::memory_order_relaxed);
  return sum;
}

void ThreadedScheduler::work(Worker& worker) {
  const trap::AlternateStack stack;
  current_scheduler = this;
  current_worker = &worker;
  for (std::uint32_t slices = 0; !stopping_.load(std::memory_order_relaxed); ++slices) {
    if (worker.next_timer.load(std::memory_order_relaxed) != INT64_MAX) {
      if (slices % slices_per_look_at_clock == 0) worker.about_now = now();
      fire_timers(worker, worker.about_now);
    }
    Process* process = next_process(worker);
    if (process == nullptr) {
      if (!fire_late_timers(worker)) park(worker);
      worker.about_now = now();
      continue;
    }
    const auto slice = lifecycle::run(*node_, *process, messages_per_slice);
    if (slice == lifecycle::Slice::yielded) worker.queue.push(*process);
  }
  current_scheduler = nullptr;
}

Process* ThreadedScheduler::next_process(Worker& worker) {
  if (Process* process = worker.queue.pop()) return process;
  const std::size_t least = std::exchange(worker.least_to_steal, several);
  for (int spin = 0; spin < spins_before_parking; ++spin) {
    if (Process* process = steal(worker, least)) return process;
    if (worker.queue.length() > 0) return worker.queue.pop();
    if (workers_.size() == 1) break;
    __builtin_ia32_pause();
  }
  return nullptr;
}

Process* ThreadedScheduler::steal(Worker& worker, std::size_t least) {
  const std::size_t count = workers_.size();
  for (std::size_t i = 1; i < count; ++i) {
    Worker& victim = *workers_[(worker.number + i) % count];
    if (victim.queue.length() < least) continue;
    if (Process* process = victim.queue.steal_half(worker.queue)) return process;
  }
  return nullptr;
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

void ThreadedScheduler::park(Worker& worker) {
  worker.parked = true;
  ++parked_;
  if (!anything_to_steal() && worker.queue.length() == 0 && !stopping_) {
    const std::int64_t timer = worker.next_timer.load();
    const bool others_work = parked_.load() < workers_.size();
    Duration patience = others_work ? Duration{look_around} : Duration{sleep_max};
    if (timer != INT64_MAX) {
      patience = std::clamp(Duration{timer} - now().time_since_epoch(), Duration{0}, patience);
    }
    std::unique_lock lock{worker.mutex};
    worker.wake.wait_for(lock, patience, [&] { return worker.woken; });
    worker.woken = false;
    worker.least_to_steal = 1;
  }
  --parked_;
  worker.parked = false;
}

void ThreadedScheduler::wake_another() {
  for (auto& worker : workers_) {
    if (!worker->parked.exchange(false)) continue;
    {
      const std::scoped_lock lock{worker->mutex};
      worker->woken = true;
    }
    worker->wake.notify_one();
    return;
  }
}

bool ThreadedScheduler::anything_queued() const {
  return std::any_of(workers_.begin(), workers_.end(),
                     [](const auto& worker) { return worker->queue.length() > 0; });
}

bool ThreadedScheduler::anything_to_steal() const {
  return std::any_of(workers_.begin(), workers_.end(),
                     [](const auto& worker) { return worker->queue.length() >= several; });
}

bool ThreadedScheduler::is_idle() const {
  return parked_.load() == workers_.size() && !anything_queued() &&
         parked_.load() == workers_.size();
}

}  // namespace forlopp::runtime
