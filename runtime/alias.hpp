#pragma once

#include <cstdint>
#include <optional>

#include "runtime/name.hpp"
#include "runtime/pid.hpp"

namespace forlopp::runtime {

/// A return address that its owner can switch off: what is sent through it afterwards is dropped,
/// silently, so that an answer that comes too late is never seen (OTP's process aliases).
struct Alias {
  Pid owner{};
  Ref ref{};
};

/// When an alias is switched off, other than by `Context::unalias` and by its owner's end.
enum class AliasMode : std::uint8_t {
  explicit_unalias,  ///< By nothing else.
  reply,             ///< By the first message that comes through it.
  demonitor,         ///< With its monitor: when that is removed or has told of an end.
  reply_demonitor,   ///< As `demonitor`; and the first message through it ends both.
};

struct MonitorOptions {
  Name tag{};                        ///< To be found in the `Down`; for telling kinds apart.
  std::optional<AliasMode> alias{};  ///< The monitor's reference is an alias too.
};

}  // namespace forlopp::runtime
