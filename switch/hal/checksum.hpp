#pragma once

#include <cstdint>

namespace forlopp::hal {

/// Sums up the words of a message that crosses a link, so that damage on the way is noticed. Not
/// against malice.
class Checksum {
 public:
  constexpr Checksum& add(std::uint64_t word) {
    sum_ = (sum_ ^ word) * 0x9E3779B97F4A7C15U;
    sum_ ^= sum_ >> 29U;
    return *this;
  }
  constexpr std::uint32_t value() const { return static_cast<std::uint32_t>(sum_ >> 32U); }

 private:
  std::uint64_t sum_ = 0x243F6A8885A308D3U;
};

/// The message with its checksum filled in: what a sender sends.
template <class Message>
Message sealed(Message message) {
  message.checksum = checksum_of(message);
  return message;
}

/// Whether it arrived as it was sealed. What is not intact is dropped, counted, and otherwise
/// treated as lost.
template <class Message>
bool is_intact(const Message& message) {
  return message.checksum == checksum_of(message);
}

}  // namespace forlopp::hal
