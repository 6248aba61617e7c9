#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "callmodel/actions.hpp"
#include "callmodel/context.hpp"
#include "callmodel/events.hpp"

namespace forlopp::callmodel {

/// A half that is told one event after the other, and what it did after the last one.
template <class Half>
class Told {
 public:
  explicit Told(Half half) : half_(std::move(half)) {
    DigitTreeBuilder builder;
    (void)builder.add_prefix("2", 4, 4, {.id = 2});
    (void)builder.add_prefix("08", 8, 9, {.id = 8, .category = Category::national});
    (void)builder.add_prefix("112", 3, 3, {.id = 112, .category = Category::emergency});
    numbering_ = builder.build();
  }

  Told& tell(const Event& event) {
    done_.clear();
    half_.handle(event, Context{now, numbering_, timers}, done_);
    return *this;
  }

  Told& dial(std::string_view digits) {
    for (const char digit : digits) tell(DigitDialled{*to_digit(digit)});
    return *this;
  }

  /// The action of a type that the last event caused; null if there was none.
  template <class T>
  const T* did() const {
    for (const Action& action : done_) {
      if (const auto* found = std::get_if<T>(&action)) return found;
    }
    return nullptr;
  }

  template <class T>
  const T* sent() const {
    for (const Action& action : done_) {
      const auto* send = std::get_if<SendToPeer>(&action);
      if (send == nullptr) continue;
      if (const auto* found = std::get_if<T>(&send->primitive)) return found;
    }
    return nullptr;
  }

  /// The message that the last event sent over the trunk; null if none.
  const TrunkSignal* signalled() const {
    const auto* send = did<SendToTrunk>();
    return send == nullptr ? nullptr : &send->signal;
  }

  bool started(TimerId timer) const {
    return std::any_of(done_.begin(), done_.end(), [&](const Action& action) {
      const auto* start = std::get_if<StartTimer>(&action);
      return start != nullptr && start->timer == timer;
    });
  }

  bool passed(Dp dp) const {
    return std::any_of(done_.begin(), done_.end(), [&](const Action& action) {
      const auto* step = std::get_if<Passed>(&action);
      return step != nullptr && step->dp == dp;
    });
  }

  bool gave(ToneId tone) const {
    const auto* give = did<GiveTone>();
    return give != nullptr && give->tone == tone;
  }

  Pic pic() const { return half_.pic(); }
  Cause cause() const { return half_.cause(); }
  bool finished() const { return half_.finished(); }
  const Half& half() const { return half_; }
  std::size_t actions() const { return done_.size(); }

  Instant now{0};
  TimerSet timers;

 private:
  Half half_;
  DigitTree numbering_;
  Actions done_;
};

}  // namespace forlopp::callmodel
