#include "runtime/internal/watchdog.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "runtime/internal/call_stack.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/threaded_scheduler.hpp"

namespace forlopp::runtime {
namespace {

constexpr int looks_per_limit = 5;
constexpr Duration between_looks_least = std::chrono::milliseconds{1};

}  // namespace

std::string to_string(const LongSchedule& report) {
  const std::chrono::duration<double, std::milli> running = report.running;
  std::string text = fmt::format("{} {} has been running for {:.0f} ms\n", report.label,
                                 to_string(report.pid), running.count());
  for (const std::string& frame : report.stack) text += fmt::format("    {}\n", frame);
  return text;
}

Watchdog::Watchdog(ThreadedScheduler& scheduler, const Node& node, Duration limit)
    : scheduler_{scheduler}, node_{node}, limit_{limit}, seen_(scheduler.workers()) {
  thread_ = std::thread{[this] { watch(); }};
}

Watchdog::~Watchdog() {
  {
    const std::scoped_lock lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Watchdog::watch() {
  const Duration between_looks = std::max(limit_ / looks_per_limit, between_looks_least);
  std::unique_lock lock{mutex_};
  while (!wake_.wait_for(lock, between_looks, [this] { return stopping_; })) {
    const Instant now = scheduler_.now();
    for (unsigned worker = 0; worker < scheduler_.started(); ++worker) look_at(worker, now);
    scheduler_.empty_queues_of_stuck();
  }
}

void Watchdog::look_at(unsigned worker, Instant now) {
  Seen& seen = seen_[worker];
  const auto [running, slices] = scheduler_.beat(worker);
  if (!running || slices != seen.slices) {
    if (seen.is_reported) scheduler_.came_back(worker);
    seen = {slices, now, false};
    return;
  }
  if (seen.is_reported || now - seen.since < limit_) return;
  seen.is_reported = true;
  scheduler_.stand_in_for(worker);
  report(worker, running, now - seen.since);
}

void Watchdog::report(unsigned worker, Pid pid, Duration running) const {
  const LongSchedule report{.when = scheduler_.now(),
                            .pid = pid,
                            .label = node_.label_of(pid).value_or(""),
                            .running = running,
                            .stack = describe(walk_thread(scheduler_.thread_of(worker)))};
  node_.warnings().raise(report);
}

}  // namespace forlopp::runtime
