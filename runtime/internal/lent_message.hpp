#pragma once

#include "runtime/message.hpp"

namespace forlopp::runtime {

/// A message that is shown but stays with whoever holds its envelope, even if looking at it throws.
struct LentMessage {
  explicit LentMessage(const Envelope& envelope) : message{const_cast<Envelope*>(&envelope)} {}
  ~LentMessage() { message.release(); }
  LentMessage(const LentMessage&) = delete;
  LentMessage& operator=(const LentMessage&) = delete;
  Message message;
};

}  // namespace forlopp::runtime
