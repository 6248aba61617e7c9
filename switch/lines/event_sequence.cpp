#include "switch/lines/event_sequence.hpp"

#include <algorithm>

namespace forlopp::exchange {

void EventSequence::begin(hal::Incarnation incarnation, std::uint32_t acknowledged) {
  if (incarnation == incarnation_ && acknowledged <= last_) return;
  if (incarnation != incarnation_) waiting_.clear();
  incarnation_ = incarnation;
  last_ = acknowledged;
  std::erase_if(waiting_, [&](const hal::Event& event) { return event.sequence <= last_; });
}

bool EventSequence::offer(const hal::Event& event) {
  if (event.incarnation != incarnation_ || event.sequence <= last_) return false;
  if (event.sequence - last_ > waiting_max) return false;
  const auto at = std::ranges::lower_bound(waiting_, event.sequence, {}, &hal::Event::sequence);
  if (at != waiting_.end() && at->sequence == event.sequence) return false;
  waiting_.insert(at, event);
  return true;
}

std::optional<hal::Event> EventSequence::next() {
  if (waiting_.empty() || waiting_.front().sequence != last_ + 1) return std::nullopt;
  const hal::Event event = waiting_.front();
  waiting_.erase(waiting_.begin());
  ++last_;
  return event;
}

}  // namespace forlopp::exchange
