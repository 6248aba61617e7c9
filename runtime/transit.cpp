#include "runtime/internal/transit.hpp"

#include <iterator>

namespace forlopp::runtime {

Transit::~Transit() {
  for (const auto& [way, envelopes] : held_)
    for (Envelope* envelope : envelopes) discard(envelope);
}

bool Transit::has_some_before(const Envelope& envelope) const {
  return held_.contains({envelope.sender, envelope.target});
}

void Transit::hold(Envelope* envelope) {
  held_[{envelope->sender, envelope->target}].push_back(envelope);
}

Envelope* Transit::take_any(Random& choice) {
  const auto way =
      std::next(held_.begin(), static_cast<std::ptrdiff_t>(choice.below(held_.size())));
  Envelope* envelope = way->second.front();
  way->second.pop_front();
  if (way->second.empty()) held_.erase(way);
  return envelope;
}

}  // namespace forlopp::runtime
