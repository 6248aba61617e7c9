#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "runtime/node.hpp"
#include "runtime/observer.hpp"
#include "runtime/tracer.hpp"

namespace forlopp::runtime {

struct Process;

/// Tells the observer, and the tracers of single processes, what crosses process borders, and finds
/// out what came of what. Thread-safe; events are told one at a time, in the order of their ids.
class Tracing {
 public:
  /// `interests` say whether anybody listens.
  Tracing(Node& node, std::atomic<Node::Interests>& interests)
      : node_{node}, interests_{interests} {}

  void observe(bool on);

  // What tracers ask for; see tracer.hpp.
  bool set(Pid tracer, Pid process, const TraceFlags& flags);
  bool clear(Pid tracer, Pid process);
  std::optional<TraceSettings> settings(Pid process);

  /// What an envelope or a process can do because of something that was told before.
  enum class Later : std::uint8_t { arrive, begin, time_out, end };
  using Expected = std::pair<const void*, Later>;
  void remember(Expected expected, std::uint64_t id);
  /// The event that was remembered last, and is forgotten now; 0 if there is none.
  std::uint64_t recall(Expected expected);

  /// Returns the id that it got.
  std::uint64_t tell(TraceEvent event);
  /// Remembers it as well.
  std::uint64_t tell_cause_of(Expected expected, TraceEvent event);
  /// Its cause is what is recalled.
  std::uint64_t tell_effect_of(Expected expected, TraceEvent event);

 private:
  std::uint64_t tell_locked(TraceEvent& event);
  std::uint64_t recall_locked(const Expected& expected);
  void show_to_tracers(const TraceEvent& event);
  void report(Pid process, Pid other, const TraceEvent& event);
  void listeners_changed();
  void inherit(Pid from, Pid to, TraceHeirs TraceFlags::*heirs);

  Node& node_;
  std::atomic<Node::Interests>& interests_;
  std::mutex mutex_{};
  bool observed_ = false;
  std::uint64_t last_id_ = 0;
  std::map<Expected, std::uint64_t> origins_{};
  std::map<Pid, TraceSettings> traced_{};
};

/// Where the runtime tells of what happens. Call these only while the node `is_traced`.
namespace tracing {

/// While alive, what this thread tells came of that event.
class Because {
 public:
  explicit Because(std::uint64_t cause);
  ~Because();
  Because(const Because&) = delete;
  Because& operator=(const Because&) = delete;

 private:
  std::uint64_t before_;
};

/// The message may lie in an envelope or in a signal that carries it.
void sent(Node& node, Pid from, Pid to, const Message& message);
void timer_started(Node& node, Pid by, Pid to, const Message& message);
void signalled(Node& node, const Envelope& envelope);
/// An envelope that is not sent but made of what is being handled.
void made(Node& node, const Envelope& envelope);
void deadline_set(Node& node, const Process& process);

// Each returns what comes of it.
[[nodiscard]] std::uint64_t handled(Node& node, const Process& process, const Envelope& envelope);
[[nodiscard]] std::uint64_t acted_on(Node& node, const Envelope& envelope);
[[nodiscard]] std::uint64_t timed_out(Node& node, const Process& process);
[[nodiscard]] std::uint64_t begins(Node& node, const Process& process);
/// What a process's last words and end come of.
[[nodiscard]] std::uint64_t end_begins(Node& node, const Process& process);
[[nodiscard]] std::uint64_t ended(Node& node, const Process& process, const ExitReason& reason);

void ends_because(Node& node, const Process& process, std::uint64_t cause);
void spawned(Node& node, const Process& process);
void renamed(Node& node, TraceEvent::Kind kind, Pid process, Name name);

}  // namespace tracing
}  // namespace forlopp::runtime
