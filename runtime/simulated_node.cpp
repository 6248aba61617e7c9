#include "runtime/simulated_node.hpp"

#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/simulated_scheduler.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {
namespace {

/// Simulated nodes run on whatever thread calls them; each such thread traps on a stack of its own.
void prepare_thread() {
  static const thread_local trap::AlternateStack stack;
}

}  // namespace

SimulatedNode::SimulatedNode(SimulatedOptions options)
    : Node{std::make_unique<SimulatedScheduler>(options),
           {.observer = options.observer,
            .limits = options.limits,
            .heap = options.heap,
            .processes_max = options.processes_max}},
      seed_{options.seed} {}

SimulatedNode::~SimulatedNode() {
  end_all();
}

SimulatedScheduler& SimulatedNode::simulated() const {
  return static_cast<SimulatedScheduler&>(scheduler());
}

bool SimulatedNode::wait_for_exit(Pid pid, Duration timeout) {
  prepare_thread();
  const Instant until = later(now(), timeout);
  while (is_alive(pid)) {
    if (simulated().step(*this, until)) continue;
    if (timeout != infinity) simulated().advance_to(until);
    return false;
  }
  return true;
}

void SimulatedNode::run_until(Instant until) {
  prepare_thread();
  while (simulated().step(*this, until)) {
  }
  simulated().advance_to(until);
}

void SimulatedNode::run_for(Duration time) {
  run_until(later(now(), time));
}

void SimulatedNode::run_until_idle() {
  prepare_thread();
  while (simulated().step(*this, Instant::max())) {
  }
}

void SimulatedNode::settle() {
  run_until(now());
}

bool SimulatedNode::step() {
  return step(Instant::max());
}

bool SimulatedNode::step(Instant until) {
  prepare_thread();
  return simulated().step(*this, until);
}

Pid SimulatedNode::last_to_run() const {
  return simulated().last_to_run();
}

std::uint64_t SimulatedNode::fingerprint() const {
  return simulated().fingerprint();
}

}  // namespace forlopp::runtime
