#include "hwsim/event_queue.hpp"

#include <algorithm>

#include "runtime/check.hpp"

namespace forlopp::hwsim {

void EventQueue::begin(hal::CardAddress card, hal::Incarnation incarnation) {
  card_ = card;
  incarnation_ = incarnation;
  last_ = 0;
  first_ = 0;
  events_.clear();
}

const hal::Event& EventQueue::push(hal::PortNumber port, hal::EventKind kind, std::uint16_t value) {
  runtime::check(!is_full(), "an event for a full queue");
  hal::Event event{.card = card_,
                   .incarnation = incarnation_,
                   .sequence = ++last_,
                   .port = port,
                   .kind = kind,
                   .value = value};
  return events_.emplace_back(hal::sealed(event));
}

bool EventQueue::acknowledge(std::uint32_t sequence) {
  const std::uint32_t before = acknowledged();
  if (sequence <= before || sequence > last_) return false;
  first_ += sequence - before;
  const bool mostly_dead = first_ >= 64 && first_ * 2 >= events_.size();
  if (first_ == events_.size() || mostly_dead) {
    events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  return true;
}

}  // namespace forlopp::hwsim
