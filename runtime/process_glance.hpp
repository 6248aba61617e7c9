#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/observer.hpp"
#include "runtime/process_info.hpp"
#include "runtime/simulated_node.hpp"

namespace forlopp::runtime {

class ProcessCode;

/// A living process of a simulated node between two of its events. Nothing is copied: what it
/// refers to is valid until the node runs on.
struct ProcessGlance {
  Pid pid{};
  Pid parent{};  ///< Who spawned it; it may be gone.
  Label label{};
  Name name{};
  std::string_view state{};  ///< What its code calls it; empty if it does not say.
  Instant started{};
  std::uint32_t messages_waiting = 0;
  const ProcessCode* code = nullptr;  ///< To be looked at by whoever knows its type.
};

/// Shows every living process, by slot. Cheap enough for thirty times a second: about a tenth of a
/// microsecond a process.
void glance(const SimulatedNode& node, const std::function<void(const ProcessGlance&)>& see);

/// How many messages wait in the mailbox of a living process; none if it is gone. Also while it
/// handles one.
std::optional<std::uint32_t> messages_waiting(const SimulatedNode& node, Pid pid);

/// All that can be seen of one living process.
struct ProcessPortrait {
  ProcessInfo info{};
  std::string state{};
  Instant started{};
  std::vector<HandledMessage> black_box{};  ///< Oldest first.
};
/// Nothing if it is gone. Between two events of the node.
std::optional<ProcessPortrait> portrait(const SimulatedNode& node, Pid pid);

}  // namespace forlopp::runtime
