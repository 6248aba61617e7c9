#include "runtime/node.hpp"

#include "runtime/check.hpp"
#include "runtime/internal/group_registry.hpp"
#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lifecycle.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/registry.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/scheduler.hpp"
#include "runtime/internal/supervisor_registry.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/table_registry.hpp"
#include "runtime/internal/tracing.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

Node::Node(std::unique_ptr<Scheduler> scheduler, const NodeOptions& options)
    : options_{options},
      processes_{std::make_unique<ProcessTable>(options.processes_max)},
      names_{std::make_unique<Registry>()},
      groups_{std::make_unique<GroupRegistry>(*this)},
      tables_{std::make_unique<TableRegistry>(*this)},
      tracing_{std::make_unique<Tracing>(*this, interests_)},
      warnings_{std::make_unique<SystemWarnings>(*this)},
      supervisors_{std::make_unique<SupervisorRegistry>()},
      scheduler_{std::move(scheduler)},
      has_fault_points_{scheduler_->has_fault_points()},
      interests_{scheduler_->notes_each_message() ? scheduler_interest : Interests{}} {
  trap::contain();
}

Node::~Node() = default;

Heap Node::heap_for(const SpawnOptions& options) const {
  return options.heap.value_or(options_.heap);
}

Pid Node::spawn(const SpawnOptions& options, std::unique_ptr<ProcessCode> code) {
  return lifecycle::spawn(*this, nullptr, options, std::move(code), lifecycle::Relation::none).pid;
}

void Node::send_message(Pid to, Message message) {
  check(static_cast<bool>(message), "an empty message cannot be sent");
  message.leave_heap();
  if (is_traced()) [[unlikely]]
    tracing::sent(*this, Pid{}, to, message);
  Envelope* envelope = message.release();
  envelope->target = to;
  inbox::deliver(*this, envelope);
}

void Node::start_timer(Duration delay, Pid to, Message message) {
  message.leave_heap();
  if (is_traced()) [[unlikely]]
    tracing::timer_started(*this, Pid{}, to, message);
  Envelope* envelope = message.release();
  envelope->target = to;
  scheduler_->set_timer(now() + delay, envelope);
}

void Node::exit_signal(Pid to, ExitReason reason) {
  inbox::send_signal(*this, Pid{}, to, signal::ExitSignal{std::move(reason), false});
}

Instant Node::now() const {
  return scheduler_->now();
}

Pid Node::whereis(Name name) const {
  return names_->find(name);
}

bool Node::is_alive(Pid pid) const {
  const Process* process = processes_->find(pid);
  return process != nullptr && process->lives && process->pid() == pid;
}

std::optional<std::string> Node::label_of(Pid pid) const {
  const Process* process = processes_->find(pid);
  if (process == nullptr || !process->lives) return std::nullopt;
  const Label label = process->label();
  if (process->pid() != pid) return std::nullopt;  // Someone else's by now.
  return to_string(label);
}

NodeCounts Node::counts() const {
  return {.spawned = processes_->born(),
          .ended = processes_->ended(),
          .crashed = crashed_.load(std::memory_order_relaxed),
          .messages = scheduler_->messages_handled(),
          .alive = processes_->alive()};
}

void Node::trace(bool on) {
  tracing_->observe(on && observer() != nullptr);
}

void Node::count_crash() {
  crashed_.fetch_add(1, std::memory_order_relaxed);
}

void Node::end_all() {
  processes_->for_each([this](Process& process) {
    if (!process.lives) return;
    process.relations.reset();
    lifecycle::end(*this, process, ExitReason::Kind::shutdown);
  });
}

}  // namespace forlopp::runtime
