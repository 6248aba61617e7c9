#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/message.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// The last messages that a process handled. Grows with use, up to its limit; 16 bytes an entry,
/// because 100,000 calls have two each.
class BlackBox {
 public:
  struct Entry {
    Pid sender;
    const MessageType* type;
    Instant when;  ///< Rounded down to 16 microseconds.
  };

  /// Of capacity 0: remembers nothing.
  BlackBox() = default;
  explicit BlackBox(std::uint8_t capacity) : capacity_{capacity} {}

  std::uint8_t capacity() const { return capacity_; }
  std::size_t memory() const { return room_ * sizeof(Packed); }
  /// Where the next one will be written; may be null.
  const void* next_place() const { return ring_.get() + (size_ < capacity_ ? size_ : next_); }

  void note(const Envelope& envelope, Instant now);
  /// Oldest first. `now` tells which of the clock's rounds is meant: times older than 19 hours come
  /// out too late.
  std::vector<Entry> entries(Instant now) const;

 private:
  struct Packed {
    std::uint64_t sender;
    std::int32_t type;  ///< Distance from an anchor: all types lie in one program.
    std::uint32_t when;
  };
  static constexpr int tick_shift = 14;  // 16,384 ns

  void grow();

  std::unique_ptr<Packed[]> ring_{};
  std::uint8_t capacity_ = 0;
  std::uint8_t room_ = 0;
  std::uint8_t size_ = 0;
  std::uint8_t next_ = 0;  ///< The oldest one, once it is full.
};

}  // namespace forlopp::runtime
