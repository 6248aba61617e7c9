#include "runtime/internal/threaded_scheduler.hpp"

#include <algorithm>
#include <utility>

#include "runtime/internal/lifecycle.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/trap.hpp"
#include "runtime/internal/watchdog.hpp"
#include "runtime/internal/worker.hpp"

namespace forlopp::runtime {
namespace {

/// Messages handled and sent.
constexpr std::uint32_t work_per_slice = 64;
constexpr Duration catching_up_max = std::chrono::microseconds{250};
constexpr int spins_before_parking = 200;
constexpr std::size_t several = 2;
/// Waking a thread takes about as long as this; for less it is not worth it.
constexpr Duration crowded_max = std::chrono::microseconds{20};
/// Whoever parks while others work looks around this often, so that a process queued behind a
/// long-running one does not wait for it. Whoever has parked while nobody worked is woken as soon
/// as there is work for two.
constexpr auto short_sleep = std::chrono::milliseconds{1};
constexpr std::uint32_t questions_per_look_at_clock = 16;
constexpr std::uint64_t slices_per_look_at_clock = 64;
constexpr std::uint32_t slices_per_look = 8;

/// Stand-ins for threads that are stuck may get stuck themselves. They cost nothing until needed.
constexpr unsigned stand_ins_per_thread = 4;
constexpr unsigned workers_max = 120;  // Their number has seven bits in a reference.

constexpr std::uint64_t ref_mark = std::uint64_t{1} << 63;

thread_local ThreadedScheduler* current_scheduler = nullptr;
thread_local void* current_worker = nullptr;

unsigned threads_wanted(unsigned threads) {
  return threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

ThreadedScheduler::ThreadedScheduler(unsigned threads, Duration long_schedule)
    : threads_{threads_wanted(threads)},
      long_schedule_{long_schedule},
      epoch_{std::chrono::steady_clock::now()} {
  const unsigned workers = std::min(threads_ * (1 + stand_ins_per_thread), workers_max);
  for (unsigned i = 0; i < workers; ++i) workers_.push_back(std::make_unique<Worker>(i));
}

ThreadedScheduler::~ThreadedScheduler() {
  stop();
}

void ThreadedScheduler::start(Node& node) {
  node_ = &node;
  for (unsigned i = 0; i < threads_; ++i) start(*workers_[i]);
  if (long_schedule_ != infinity) {
    watchdog_ = std::make_unique<Watchdog>(*this, node, long_schedule_);
  }
}

void ThreadedScheduler::start(Worker& worker) {
  ++started_;
  worker.thread = std::thread{[this, &worker] { work(worker); }};
}

void ThreadedScheduler::stop() {
  watchdog_.reset();
  stopping_ = true;
  for (auto& worker : workers_) wake(*worker);
  for (auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
}

ThreadedScheduler::Worker& ThreadedScheduler::current_or_first() {
  if (current_scheduler == this) return *static_cast<Worker*>(current_worker);
  return *workers_[for_outside_.load(std::memory_order_relaxed)];
}

void ThreadedScheduler::make_runnable(Process& process) {
  if (current_scheduler != this) {
    current_or_first().queue.bring(process);
    // Whoever is about to park sees the process, or is seen here.
    if (parked_.fetch_add(0) > 0) wake_another();
    return;
  }
  Worker& worker = current_or_first();
  if (worker.queue.push(process) < several) {
    worker.crowded_since = Instant::max();
  } else if (sleep_deeply_.load() > 0) {
    wake_another();
  }
}

Instant ThreadedScheduler::now() const {
  return Instant{std::chrono::steady_clock::now() - epoch_};
}

Instant ThreadedScheduler::about_now() {
  if (current_scheduler != this) return now();
  Worker& worker = current_or_first();
  const bool is_old = worker.slices_begun() - worker.slices_at_look >= slices_per_look_at_clock;
  if (is_old || ++worker.questions % questions_per_look_at_clock == 0) look_at_clock(worker);
  return worker.about_now;
}

void ThreadedScheduler::look_at_clock(Worker& worker) {
  worker.about_now = now();
  worker.slices_at_look = worker.slices_begun();
}

Random& ThreadedScheduler::random() {
  return current_or_first().random;
}

Ref ThreadedScheduler::make_ref() {
  if (current_scheduler != this) return Ref{ref_mark | 0x7F00000000000000U | ++outside_refs_};
  Worker& worker = current_or_first();
  return Ref{ref_mark | std::uint64_t{worker.number} << thread_shift | ++worker.refs};
}

std::uint64_t ThreadedScheduler::messages_handled() const {
  std::uint64_t sum = 0;
  for (const auto& worker : workers_) sum += worker->messages.load(std::memory_order_relaxed);
  return sum;
}

void ThreadedScheduler::work(Worker& worker) {
  const trap::AlternateStack stack;
  const ProcessTable::ShareOfThread share{node_->processes()};
  current_scheduler = this;
  current_worker = &worker;
  for (std::uint32_t slices = 0; !stopping_.load(std::memory_order_relaxed); ++slices) {
    if (slices % slices_per_look == 0) look_around(worker);
    const Instant timer{Duration{worker.next_timer.load(std::memory_order_relaxed)}};
    if (timer <= worker.about_now) fire_timers(worker, worker.about_now);
    Process* process = next_process(worker);
    if (process == nullptr) {
      if (!fire_late_timers(worker)) park(worker);
      look_at_clock(worker);
      slices = UINT32_MAX;  // So it looks around first.
      continue;
    }
    run_slice(worker, *process);
  }
  current_scheduler = nullptr;
}

void ThreadedScheduler::look_around(Worker& worker) {
  if (is_off_duty(worker)) [[unlikely]]
    wait_for_duty(worker);
  if (stuck_.load(std::memory_order_relaxed) != 0) [[unlikely]]
    fire_late_timers(worker);
  if (worker.next_timer.load(std::memory_order_relaxed) != INT64_MAX) look_at_clock(worker);
  fire_overdue_timers(worker);
  call_for_help(worker);
}

void ThreadedScheduler::call_for_help(Worker& worker) {
  if (worker.queue.length() < several || parked_.load(std::memory_order_relaxed) == 0) {
    worker.crowded_since = Instant::max();
    return;
  }
  look_at_clock(worker);
  worker.crowded_since = std::min(worker.crowded_since, worker.about_now);
  if (worker.about_now - worker.crowded_since >= crowded_max) wake_another();
}

void ThreadedScheduler::run_slice(Worker& worker, Process& process) {
  lifecycle::Slice slice = run_once(worker, process);
  if (slice != lifecycle::Slice::yielded) return;  // It may run elsewhere already.
  const bool is_behind = process.waiting > work_per_slice && process.priority != Priority::low;
  if (is_behind) slice = catch_up(worker, process);
  if (slice == lifecycle::Slice::yielded) worker.queue.push(process);
}

lifecycle::Slice ThreadedScheduler::catch_up(Worker& worker, Process& process) {
  const Instant started = now();
  for (std::uint32_t left = process.waiting / work_per_slice; left > 0; --left) {
    const lifecycle::Slice slice = run_once(worker, process);
    if (slice != lifecycle::Slice::yielded || worker.queue.anybody_urgent()) return slice;
    look_at_clock(worker);
    const Instant timer{Duration{worker.next_timer.load(std::memory_order_relaxed)}};
    if (worker.about_now >= std::min(timer, started + catching_up_max)) break;
  }
  return lifecycle::Slice::yielded;
}

lifecycle::Slice ThreadedScheduler::run_once(Worker& worker, Process& process) {
  worker.slices.store(worker.slices_begun() + 1, std::memory_order_relaxed);
  worker.running.store(process.pid().bits(), std::memory_order_relaxed);
  // Whoever wants a rest makes one of the two threads see what the other has written.
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (resting_.load(std::memory_order_acquire)) [[unlikely]]
    rest(worker);
  const auto [slice, handled] = lifecycle::run(*node_, process, work_per_slice);
  worker.running.store(0, std::memory_order_release);
  worker.messages.store(worker.messages.load(std::memory_order_relaxed) + handled,
                        std::memory_order_relaxed);
  return slice;
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
  const std::size_t count = started_.load(std::memory_order_relaxed);
  for (std::size_t i = 1; i < count; ++i) {
    Worker& victim = *workers_[(worker.number + i) % count];
    if (victim.queue.length() < least) continue;
    if (Process* process = victim.queue.steal_half(worker.queue)) return process;
  }
  return nullptr;
}

void ThreadedScheduler::park(Worker& worker) {
  worker.parked = true;
  ++parked_;
  if (!anything_to_steal() && worker.queue.length() == 0 && !stopping_) {
    if (nobody_works()) {
      sleep_deeply(worker);
    } else {
      sleep(worker, short_sleep);
    }
    worker.least_to_steal = 1;
  }
  --parked_;
  worker.parked = false;
}

bool ThreadedScheduler::nobody_works() const {
  return parked_.load() == started_.load();
}

/// Whoever begins to work looks who sleeps deeply after it has ceased to be parked: one of the two
/// sees the other.
void ThreadedScheduler::sleep_deeply(Worker& worker) {
  ++sleep_deeply_;
  sleep(worker, nobody_works() ? Duration{sleep_max} : Duration{short_sleep});
  --sleep_deeply_;
}

void ThreadedScheduler::sleep(Worker& worker, Duration patience) {
  const std::int64_t timer = worker.next_timer.load();
  if (timer != INT64_MAX) {
    patience = std::clamp(Duration{timer} - now().time_since_epoch(), Duration{0}, patience);
  }
  std::unique_lock lock{worker.mutex};
  worker.wake.wait_for(lock, patience, [&] { return worker.woken; });
  worker.woken = false;
}

void ThreadedScheduler::wake_another() {
  for (auto& worker : workers_) {
    if (!worker->parked.exchange(false)) continue;
    wake(*worker);
    return;
  }
}

void ThreadedScheduler::wake(Worker& worker) {
  {
    const std::scoped_lock lock{worker.mutex};
    worker.woken = true;
  }
  worker.wake.notify_one();
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
  return nobody_works() && !anything_queued() && nobody_works();
}

}  // namespace forlopp::runtime
