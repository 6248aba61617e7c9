#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "runtime/internal/pending_timer.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/random.hpp"
#include "runtime/time.hpp"

namespace forlopp::runtime {

/// Who decides which process runs when; the one thing that the two kinds of node do differently.
class Scheduler {
 public:
  Scheduler() = default;
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  virtual ~Scheduler() = default;

  /// The process has something to do and is neither running nor queued.
  virtual void make_runnable(Process& process) = 0;
  virtual Instant now() const = 0;
  /// What time it was when the scheduler last looked at the clock, which it does every few
  /// processes: for what is to be cheap rather than exact.
  virtual Instant about_now() = 0;
  virtual Random& random() = 0;
  virtual Ref make_ref() = 0;
  virtual Ref set_timer(Instant when, Envelope* envelope) = 0;
  virtual std::optional<PendingTimer> cancel_timer(Ref timer) = 0;
  virtual std::optional<PendingTimer> find_timer(Ref timer) = 0;
  /// Whether it wants to be told of each message that is about to be handled.
  virtual bool notes_each_message() const { return false; }
  virtual void handling(const Process&, const Envelope&) {}
  virtual std::uint64_t messages_handled() const = 0;

  /// Calls `look` while no process runs. False: one that does not return was not waited for. Not
  /// to be called by a process.
  virtual bool look_at_rest(const std::function<void()>& look) = 0;

  // Fault points; only a simulated node has any.

  virtual bool has_fault_points() const { return false; }
  /// True: it has kept the envelope and will let it arrive later.
  virtual bool holds_back(Envelope*) { return false; }
  virtual bool lets_restart_fail() { return false; }
};

}  // namespace forlopp::runtime
