#pragma once

#include <algorithm>
#include <utility>

#include "runtime/script.hpp"

namespace forlopp::runtime {

/// Names a message that is sent again and again.
struct Interval {
  Pid ticker;  ///< The process that sends it.
};

namespace interval_detail {

template <class T>
Task<> tick(Context self, Duration period, Pid to, T message) {
  self.monitor(to);
  for (Instant next = later(self.now(), period);; next = later(next, period)) {
    const Duration left = std::max(next - self.now(), Duration::zero());
    const Message its_end = co_await receive_any<Down>(self, left);
    if (its_end) co_return;
    self.send<T>(to, message);
  }
}

}  // namespace interval_detail

/// Sends copies of `message` to a process: the first after `period`, which is longer than zero, and
/// so on, as long as the process lives and nobody cancels it (OTP's timer:send_interval). Late
/// ticks do not shift those that follow.
template <class T>
Interval send_interval(Context self, Duration period, Pid to, T message) {
  check(period > Duration::zero(), "an interval takes time");
  const SpawnOptions options{.label = {"interval"}, .black_box = 0};
  return {self.spawn(options, script(&interval_detail::tick<T>, period, to, std::move(message)))};
}

/// By any process; harmless if it is over. What was sent has been sent.
inline void cancel_interval(Context self, Interval interval) {
  self.exit_signal(interval.ticker, ExitReason::Kind::kill);
}

}  // namespace forlopp::runtime
