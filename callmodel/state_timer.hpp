#pragma once

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"

namespace forlopp::callmodel {

/// A supervision of which at most one timer runs at a time. Starting another stops the first; an
/// expiry of a timer that does not run is stale.
class StateTimer {
 public:
  void start(TimerId timer, const Context& context, Actions& out) {
    if (running_ && timer_ != timer) stop(out);
    timer_ = timer;
    running_ = true;
    out.push(StartTimer{timer, context.timers[timer]});
  }

  void stop(Actions& out) {
    if (!running_) return;
    running_ = false;
    out.push(StopTimer{timer_});
  }

  /// Takes note of an expiry; false if it is stale.
  bool expire(TimerId timer) {
    if (!running_ || timer_ != timer) return false;
    running_ = false;
    return true;
  }

  bool running() const { return running_; }

 private:
  TimerId timer_{};
  bool running_ = false;
};

}  // namespace forlopp::callmodel
