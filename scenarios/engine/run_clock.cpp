#include "scenarios/engine/run_clock.hpp"

#include <algorithm>
#include <thread>

namespace forlopp::scenario {
namespace {

constexpr Duration between_reports = std::chrono::milliseconds{200};
constexpr std::chrono::duration<double> longest_sleep{0.1};

double quotient(Duration a, Duration b) {
  return b.count() == 0 ? 0.0 : static_cast<double>(a.count()) / static_cast<double>(b.count());
}

}  // namespace

RunClock::RunClock(const RunOptions& options)
    : options_{options}, start_{std::chrono::steady_clock::now()} {}

Duration RunClock::wall_time() const {
  return std::chrono::steady_clock::now() - start_;
}

bool RunClock::wants_to_stop() const {
  return options_.watcher != nullptr && options_.watcher->wants_to_stop();
}

RunClock::Verdict RunClock::tick(const Progress& so_far, const RunCollector& collector) {
  if (options_.pace > 0 && options_.driver == nullptr) keep_pace(so_far.virtual_time);
  const bool is_due = wall_time() - reported_wall_ >= between_reports;
  if (options_.watcher != nullptr && is_due) report(so_far, collector);
  return wants_to_stop() ? Verdict::stop : Verdict::go_on;
}

/// In short sleeps: whoever wants to stop need not wait until the pace allows it.
void RunClock::keep_pace(Duration now) const {
  const double real = std::chrono::duration<double>{now}.count() / options_.pace;
  while (!wants_to_stop()) {
    const double left = real - std::chrono::duration<double>{wall_time()}.count();
    if (left <= 0) return;
    std::this_thread::sleep_for(std::min(std::chrono::duration<double>{left}, longest_sleep));
  }
}

void RunClock::report(const Progress& so_far, const RunCollector& collector) {
  const Duration wall = wall_time();
  const Duration passed = so_far.virtual_time - reported_virtual_;
  const auto attempts = static_cast<double>(collector.attempts_seen() - reported_attempts_);
  const double seconds = std::chrono::duration<double>{passed}.count();
  Progress progress = so_far;
  progress.attempts = collector.attempts_seen();
  progress.attempts_per_second = seconds > 0 ? attempts / seconds : 0;
  progress.calls_up = collector.calls_up();
  progress.restarts = collector.restarts();
  progress.speed = quotient(passed, wall - reported_wall_);
  options_.watcher->progressed(progress);
  reported_wall_ = wall;
  reported_virtual_ = so_far.virtual_time;
  reported_attempts_ = collector.attempts_seen();
}

}  // namespace forlopp::scenario
