#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/timer_wheel.hpp"
#include "runtime/internal/transit.hpp"
#include "runtime/simulated_node.hpp"

namespace forlopp::runtime {

/// Virtual time, one message at a time, and a seed that breaks every tie.
class SimulatedScheduler final : public Scheduler {
 public:
  explicit SimulatedScheduler(const SimulatedOptions& options);

  void make_runnable(Process& process) override;
  Instant now() const override { return now_; }
  Instant about_now() override { return now_; }
  Random& random() override { return random_; }
  Ref make_ref() override { return Ref{ref_mark | ++refs_}; }
  Ref set_timer(Instant when, Envelope* envelope) override;
  std::optional<PendingTimer> cancel_timer(Ref timer) override;
  std::optional<PendingTimer> find_timer(Ref timer) override;
  void handling(const Process& process, const Envelope& envelope) override;
  std::uint64_t messages_handled() const override { return messages_; }
  bool look_at_rest(const std::function<void()>& look) override {
    look();
    return true;
  }
  bool has_fault_points() const override { return has_fault_points_; }
  bool notes_each_message() const override { return true; }
  bool holds_back(Envelope* envelope) override;
  bool lets_restart_fail() override { return strikes(fault_points_.failing_restart); }

  /// One message of one process, or a jump of the clock to at most `until`. False: nothing happens
  /// up to and including `until`.
  bool step(Node& node, Instant until);
  void advance_to(Instant when);
  Pid last_to_run() const { return last_to_run_; }
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  static constexpr std::uint64_t ref_mark = std::uint64_t{1} << 63;
  static constexpr std::size_t priorities = 4;

  /// The runnable processes of one processor, by priority. With a processor that takes no time, any
  /// of the most urgent may be next; with one that does, they queue.
  class Runnable {
   public:
    void add(Process& process);
    std::size_t size() const { return size_; }
    Process& take_any(Random& choice);
    Process& take_first();

   private:
    std::deque<Process*>& most_urgent();
    std::array<std::deque<Process*>, priorities> queues_{};
    std::size_t size_ = 0;
    std::uint32_t normal_turns_ = 0;
  };

  /// How many of the node's own processes could be next.
  std::size_t ready() const;
  bool can_run() const { return ready() + external_.size() > 0; }
  Process* next_process();
  Instant next_moment();
  void fire_timers(Node& node);
  void pass_time(Node& node, Instant next);
  bool strikes(double probability) { return probability > 0 && faults_.chance(probability); }
  Runnable& runnable(const Process& process) {
    return process.processor == Processor::own ? own_ : external_;
  }

  Random random_;
  Random choice_;
  Random faults_;
  const Duration message_cost_;
  const FaultPoints fault_points_;
  const bool has_fault_points_;
  Instant now_{};
  Instant processor_free_{};
  Runnable own_{};
  Runnable external_{};
  TimerWheel timers_{};
  Transit transit_{};
  Pid last_to_run_{};
  std::uint64_t refs_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t fingerprint_ = 0;
};

}  // namespace forlopp::runtime
