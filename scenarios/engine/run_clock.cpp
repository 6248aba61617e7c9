#include "scenarios/engine/run_clock.hpp"

#include <thread>

namespace forlopp::scenario {
namespace {

constexpr Duration between_reports = std::chrono::milliseconds{200};

double quotient(Duration a, Duration b) {
  return b.count() == 0 ? 0.0 : static_cast<double>(a.count()) / static_cast<double>(b.count());
}

}  // namespace

RunClock::RunClock(const RunOptions& options, Duration whole)
    : options_{options}, whole_{whole}, start_{std::chrono::steady_clock::now()} {}

Duration RunClock::wall_time() const {
  return std::chrono::steady_clock::now() - start_;
}

RunClock::Verdict RunClock::tick(Duration now, const RunCollector& collector) {
  if (options_.pace > 0) keep_pace(now);
  if (options_.watcher == nullptr) return Verdict::go_on;
  if (wall_time() - reported_wall_ >= between_reports) report(now, collector);
  return options_.watcher->wants_to_stop() ? Verdict::stop : Verdict::go_on;
}

void RunClock::keep_pace(Duration now) const {
  const std::chrono::duration<double> real{std::chrono::duration<double>{now}.count() /
                                           options_.pace};
  std::this_thread::sleep_until(start_ + std::chrono::duration_cast<Duration>(real));
}

void RunClock::report(Duration now, const RunCollector& collector) {
  const Duration wall = wall_time();
  const Duration passed = now - reported_virtual_;
  const auto attempts = static_cast<double>(collector.attempts_seen() - reported_attempts_);
  const double seconds = std::chrono::duration<double>{passed}.count();
  options_.watcher->progressed({.virtual_time = now,
                                .whole = whole_,
                                .attempts = collector.attempts_seen(),
                                .attempts_per_second = seconds > 0 ? attempts / seconds : 0,
                                .calls_up = collector.calls_up(),
                                .restarts = collector.restarts(),
                                .speed = quotient(passed, wall - reported_wall_)});
  reported_wall_ = wall;
  reported_virtual_ = now;
  reported_attempts_ = collector.attempts_seen();
}

}  // namespace forlopp::scenario
