#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/context.hpp"
#include "runtime/trace_event.hpp"

namespace forlopp::runtime {

/// Who is traced together with a process from then on (OTP: set_on_spawn, set_on_first_spawn,
/// set_on_link, set_on_first_link).
enum class TraceHeirs : std::uint8_t { none, first, all };

/// What a tracer is told of a process.
struct TraceFlags {
  bool sends = false;           ///< Its messages, also to those who are gone, and its timers.
  bool receives = false;        ///< Messages when it handles them, and its deadlines.
  bool process_events = false;  ///< Spawns, ends, names, links, from both sides.
  TraceHeirs spawned = TraceHeirs::none;
  TraceHeirs linked = TraceHeirs::none;
};

struct TraceSettings {
  Pid tracer;
  TraceFlags flags;
};

/// One event of a traced process, as it comes to its tracer.
struct TraceReport {
  std::uint64_t id = 0;     ///< As in `TraceEvent`.
  std::uint64_t cause = 0;  ///< Possibly an event that this tracer is not told.
  Instant when{};
  TraceEvent::Kind kind{};
  Pid process{};       ///< The traced one.
  Pid other{};         ///< The other side, if there is one.
  std::string what{};  ///< Type of the message or signal, exit reason, name.
  std::string text{};  ///< The message itself, if its type has a `describe`.
};

/// The caller gets a `TraceReport` for whatever the flags say of that process, until it ends, the
/// caller ends, or `stop_trace`. Asking again changes the flags. False if the process is gone, is
/// the caller, or has another tracer: it can have one.
bool start_trace(Context tracer, Pid process, const TraceFlags& flags);
/// False if the caller does not trace it.
bool stop_trace(Context tracer, Pid process);
/// By whom a process is traced, and what is told of it.
std::optional<TraceSettings> trace_of(Context self, Pid process);

}  // namespace forlopp::runtime
