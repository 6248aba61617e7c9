#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "runtime/exit_reason.hpp"
#include "runtime/heap.hpp"
#include "runtime/limits.hpp"
#include "runtime/name.hpp"
#include "runtime/pid.hpp"
#include "runtime/result.hpp"

namespace forlopp::runtime {

/// What people call a process in ladders, trees and reports: `o_half 4711`, `card 1/3`.
struct Label {
  const char* kind = "process";  ///< A literal, or text that lives as long as the program.
  std::uint32_t number = 0;      ///< 0 prints as the kind alone.
};
std::string to_string(const Label& label);

/// OTP's four. `max` and `high` run before `normal`; `low` gets one turn for eight of `normal`'s.
enum class Priority : std::uint8_t { low, normal, high, max };

/// Whose computer a process runs on, in the simulator. The threaded scheduler ignores it.
enum class Processor : std::uint8_t {
  own,       ///< The node's: each message handled costs `SimulatedOptions::message_cost`.
  external,  ///< Someone else's (simulated hardware, people): costs no time.
};

/// How a process is made. Designated initialisers read best.
struct SpawnOptions {
  Label label{};
  Priority priority = Priority::normal;
  Processor processor = Processor::own;
  bool trap_exit = false;
  Name name{};                     ///< Registered before its first instruction; taken is an error.
  std::uint8_t black_box = 64;     ///< How many handled messages a crash report holds, 0 to 64.
  std::optional<Heap> heap{};      ///< Instead of what the node gives its processes.
  std::optional<Limits> limits{};  ///< Instead of the node's.
};

/// What the spawning functions of a `Context` throw when the node has as many processes as it may
/// have (OTP: error system_limit). `start_link` returns `system_limit`.
class SystemLimit : public std::runtime_error {
 public:
  SystemLimit() : std::runtime_error{"system_limit"} {}
};

/// A started process, or why it did not start: its `init` failed, or its name is taken.
using StartResult = Result<Pid, ExitReason>;

/// A process and the monitor that its spawner holds on it.
struct Monitored {
  Pid pid;
  Ref ref;
};

}  // namespace forlopp::runtime
