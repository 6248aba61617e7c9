#include "runtime/internal/black_box.hpp"

#include <algorithm>

namespace forlopp::runtime {
namespace {

/// Half-calls handle about as many messages, and few of them many more.
constexpr std::size_t first_room = 16;

const char* anchor() {
  return reinterpret_cast<const char*>(&message_type<Pid>);
}

}  // namespace

void BlackBox::note(const Envelope& envelope, Instant now) {
  const Packed entry{
      .sender = envelope.sender.bits(),
      .type = static_cast<std::int32_t>(reinterpret_cast<const char*>(envelope.type) - anchor()),
      .when = static_cast<std::uint32_t>(now.time_since_epoch().count() >> tick_shift),
  };
  if (ring_.size() < capacity_) {
    if (ring_.size() == ring_.capacity()) {
      ring_.reserve(
          std::min<std::size_t>(capacity_, ring_.empty() ? first_room : 2 * ring_.size()));
    }
    ring_.push_back(entry);
    return;
  }
  ring_[next_] = entry;
  next_ = static_cast<std::uint8_t>((next_ + 1) % capacity_);
}

std::vector<BlackBox::Entry> BlackBox::entries(Instant now) const {
  const std::int64_t now_tick = now.time_since_epoch().count() >> tick_shift;
  std::vector<Entry> oldest_first;
  oldest_first.reserve(ring_.size());
  for (std::size_t i = 0; i < ring_.size(); ++i) {
    const Packed& packed = ring_[(next_ + i) % ring_.size()];
    const std::uint32_t age = static_cast<std::uint32_t>(now_tick) - packed.when;
    oldest_first.push_back({.sender = Pid::from_bits(packed.sender),
                            .type = reinterpret_cast<const MessageType*>(anchor() + packed.type),
                            .when = Instant{Duration{(now_tick - age) << tick_shift}}});
  }
  return oldest_first;
}

}  // namespace forlopp::runtime
