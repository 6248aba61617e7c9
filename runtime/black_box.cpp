#include "runtime/internal/black_box.hpp"

#include <algorithm>
#include <utility>

#include "runtime/heap.hpp"

namespace forlopp::runtime {
namespace {

/// A terminating half-call handles about as many messages until people talk.
constexpr std::size_t first_room = 8;

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
  if (size_ < capacity_) {
    if (size_ == room_) grow();
    ring_[size_++] = entry;
    return;
  }
  ring_[next_] = entry;
  next_ = static_cast<std::uint8_t>((next_ + 1) % capacity_);
}

void BlackBox::grow() {
  const std::size_t room = std::min<std::size_t>(capacity_, room_ == 0 ? first_room : 2U * room_);
  const Outside outside;
  auto larger = std::make_unique_for_overwrite<Packed[]>(room);
  std::copy_n(ring_.get(), size_, larger.get());
  ring_ = std::move(larger);
  room_ = static_cast<std::uint8_t>(room);
}

std::vector<BlackBox::Entry> BlackBox::entries(Instant now) const {
  const std::int64_t now_tick = now.time_since_epoch().count() >> tick_shift;
  std::vector<Entry> oldest_first;
  oldest_first.reserve(size_);
  for (std::size_t i = 0; i < size_; ++i) {
    const Packed& packed = ring_[(next_ + i) % size_];
    const std::uint32_t age = static_cast<std::uint32_t>(now_tick) - packed.when;
    oldest_first.push_back({.sender = Pid::from_bits(packed.sender),
                            .type = reinterpret_cast<const MessageType*>(anchor() + packed.type),
                            .when = Instant{Duration{(now_tick - age) << tick_shift}}});
  }
  return oldest_first;
}

}  // namespace forlopp::runtime
