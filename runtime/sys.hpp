#pragma once

#include <cstdint>

namespace forlopp::runtime {

/// System messages (OTP's sys): requests that a process answers whatever its business is. Send them
/// with `call` or `Context::request`.

/// From now on it handles nothing but system messages and an exit of its parent; all else waits in
/// its mailbox. Twice is once. Answer: `SystemAnswer`.
struct Suspend {};
/// It goes on, with what has come meanwhile, in order. Answer: `SystemAnswer`.
struct Resume {};

enum class SystemAnswer : std::uint8_t { ok };

}  // namespace forlopp::runtime
