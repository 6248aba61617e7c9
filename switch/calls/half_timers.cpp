#include "switch/calls/half_timers.hpp"

#include <algorithm>

#include "runtime/check.hpp"

namespace forlopp::exchange {

HalfTimers::Running* HalfTimers::find(callmodel::TimerId timer) {
  for (Running& running : running_) {
    if (running.ref && running.timer == timer) return &running;
  }
  return nullptr;
}

void HalfTimers::start(runtime::Context& context, callmodel::TimerId timer,
                       runtime::Duration duration) {
  stop(context, timer);
  const auto free = std::ranges::find(running_, runtime::Ref{}, &Running::ref);
  runtime::check(free != running_.end(), "a half-call has more timers than it may");
  const std::uint8_t serial = ++last_serial_;
  const runtime::Ref ref = context.send_after(duration, context.self(), HalfTimer{timer, serial});
  *free = {ref, timer, serial};
}

void HalfTimers::stop(runtime::Context& context, callmodel::TimerId timer) {
  Running* running = find(timer);
  if (running == nullptr) return;
  context.cancel_timer(running->ref);
  *running = {};
}

bool HalfTimers::expired(const HalfTimer& expiry) {
  Running* running = find(expiry.timer);
  if (running == nullptr || running->serial != expiry.serial) return false;
  *running = {};
  return true;
}

}  // namespace forlopp::exchange
