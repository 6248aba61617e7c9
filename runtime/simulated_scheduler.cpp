#include "runtime/internal/simulated_scheduler.hpp"

#include <algorithm>
#include <utility>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lifecycle.hpp"

namespace forlopp::runtime {
namespace {

constexpr std::uint64_t choice_stream = 1;
constexpr std::uint64_t fault_stream = 2;
constexpr double arrival_chance = 0.2;  // Of something late, at each step.
constexpr std::uint32_t normal_turns_per_low = 8;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash ^= value;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 29;
}

}  // namespace

SimulatedScheduler::SimulatedScheduler(const SimulatedOptions& options)
    : random_{options.seed},
      choice_{random_.split(choice_stream)},
      faults_{random_.split(fault_stream)},
      message_cost_{options.message_cost},
      fault_points_{options.fault_points},
      has_fault_points_{fault_points_.late_arrival > 0 || fault_points_.early_timeout > 0 ||
                        fault_points_.failing_restart > 0} {}

void SimulatedScheduler::Runnable::add(Process& process) {
  queues_[static_cast<std::size_t>(process.priority)].push_back(&process);
  ++size_;
}

std::deque<Process*>& SimulatedScheduler::Runnable::most_urgent() {
  auto& [low, normal, high, max] = queues_;
  if (!max.empty()) return max;
  if (!high.empty()) return high;
  if (normal.empty()) return low;
  if (low.empty() || ++normal_turns_ % (normal_turns_per_low + 1) != 0) return normal;
  return low;
}

Process& SimulatedScheduler::Runnable::take_any(Random& choice) {
  auto& queue = most_urgent();
  const auto position = static_cast<std::size_t>(choice.below(queue.size()));
  std::swap(queue[position], queue.back());
  Process& process = *queue.back();
  queue.pop_back();
  --size_;
  return process;
}

Process& SimulatedScheduler::Runnable::take_first() {
  auto& queue = most_urgent();
  Process& process = *queue.front();
  queue.pop_front();
  --size_;
  return process;
}

void SimulatedScheduler::make_runnable(Process& process) {
  runnable(process).add(process);
}

Ref SimulatedScheduler::set_timer(Instant when, Envelope* envelope) {
  return Ref{timers_.set(std::max(when, now_), envelope)};
}

std::optional<PendingTimer> SimulatedScheduler::cancel_timer(Ref timer) {
  const auto found = timers_.find(timer.bits());
  timers_.cancel(timer.bits());
  return found;
}

std::optional<PendingTimer> SimulatedScheduler::find_timer(Ref timer) {
  return timers_.find(timer.bits());
}

void SimulatedScheduler::handling(const Process& process, const Envelope& envelope) {
  ++messages_;
  if (process.processor == Processor::own) {
    processor_free_ = std::max(processor_free_, now_) + message_cost_;
  }
  fingerprint_ = mixed(fingerprint_, static_cast<std::uint64_t>(now_.time_since_epoch().count()));
  fingerprint_ = mixed(fingerprint_, process.pid().bits());
  fingerprint_ = mixed(fingerprint_, envelope.type->hash);
}

std::size_t SimulatedScheduler::ready() const {
  if (message_cost_ == Duration::zero()) return own_.size();
  return own_.size() > 0 && processor_free_ <= now_ ? 1 : 0;
}

Process* SimulatedScheduler::next_process() {
  const std::size_t candidates = ready() + external_.size();
  if (candidates == 0) return nullptr;
  if (choice_.below(candidates) < external_.size()) return &external_.take_any(choice_);
  return message_cost_ == Duration::zero() ? &own_.take_any(choice_) : &own_.take_first();
}

Instant SimulatedScheduler::next_moment() {
  const Instant timer = timers_.next();
  return own_.size() == 0 ? timer : std::min(timer, processor_free_);
}

bool SimulatedScheduler::holds_back(Envelope* envelope) {
  if (!envelope->sender || envelope->sender == envelope->target) return false;
  if (!transit_.has_some_before(*envelope) && !strikes(fault_points_.late_arrival)) return false;
  transit_.hold(envelope);
  return true;
}

bool SimulatedScheduler::step(Node& node, Instant until) {
  last_to_run_ = {};
  if (!transit_.empty() && (!can_run() || faults_.chance(arrival_chance))) {
    inbox::arrive(node, transit_.take_any(faults_));
    return true;
  }
  if (has_fault_points_ && timers_.next() <= until && strikes(fault_points_.early_timeout)) {
    pass_time(node, timers_.next());
    return true;
  }
  if (Process* process = next_process()) {
    last_to_run_ = process->pid();
    const lifecycle::Slice slice = lifecycle::run(node, *process, 1).slice;
    if (slice == lifecycle::Slice::yielded) make_runnable(*process);
    return true;
  }
  const Instant next = next_moment();
  if (next > until || next == Instant::max()) return false;
  pass_time(node, next);
  return true;
}

void SimulatedScheduler::pass_time(Node& node, Instant next) {
  advance_to(next);
  fire_timers(node);
}

void SimulatedScheduler::advance_to(Instant when) {
  now_ = std::max(now_, when);
}

void SimulatedScheduler::fire_timers(Node& node) {
  while (Envelope* envelope = timers_.take_due(now_)) inbox::deliver(node, envelope);
}

}  // namespace forlopp::runtime
