#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/context.hpp"
#include "runtime/observer.hpp"

namespace forlopp::runtime {

class Scheduler;
class SupervisorRegistry;
class SystemWarnings;
class ProcessTable;
class Registry;
class GroupRegistry;
class TableRegistry;
class Tracing;

/// Numbers about a node, since it started.
struct NodeCounts {
  std::uint64_t spawned = 0;
  std::uint64_t ended = 0;
  std::uint64_t crashed = 0;   ///< Ended with a reason other than normal or shutdown.
  std::uint64_t messages = 0;  ///< Handled by processes.
  std::size_t alive = 0;
};

/// What a node allows its processes.
struct NodeOptions {
  Observer* observer = nullptr;  ///< Not owned; outlives the node.
  Limits limits{};               ///< Of each process that is not spawned with its own.
  Heap heap = Heap::common;      ///< Likewise.
  std::size_t processes_max = SIZE_MAX;
};

/// Processes, names, timers and the scheduler that runs them: one virtual machine. Create a
/// `ThreadedNode` or a `SimulatedNode`. Its functions may be called from any thread outside the
/// node's own processes (simulated: from the thread that runs it, between runs).
class Node {
 public:
  virtual ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  /// Nobody if there are as many processes as there may be.
  Pid spawn(const SpawnOptions& options, std::unique_ptr<ProcessCode> code);
  template <class Code, class... Args>
  Pid spawn(const SpawnOptions& options, Args&&... args) {
    return spawn(options, std::unique_ptr<ProcessCode>{
                              make_code<Code>(heap_for(options), std::forward<Args>(args)...)});
  }
  template <class T>
  void send(Pid to, T message) {
    send_message(to, Message::of<T>(std::move(message)));
  }
  void send_message(Pid to, Message message);
  /// As `send`, `delay` from now.
  template <class T>
  void send_after(Duration delay, Pid to, T message) {
    start_timer(delay, to, Message::of<T>(std::move(message)));
  }
  void start_timer(Duration delay, Pid to, Message message);
  void exit_signal(Pid to, ExitReason reason);

  Instant now() const;
  Pid whereis(Name name) const;
  bool is_alive(Pid pid) const;
  /// Returns when the process has ended; false if it still lives after `timeout`. Threaded: blocks.
  /// Simulated: runs the node, and the timeout is virtual time; false, too, when nothing is left to
  /// run and the process waits for ever.
  virtual bool wait_for_exit(Pid pid, Duration timeout = infinity) = 0;
  /// The label of a living process.
  std::optional<std::string> label_of(Pid pid) const;
  NodeCounts counts() const;

  /// Sends everything that crosses a process border to the observer, from now on or no longer.
  void trace(bool on);
  bool is_traced() const { return (interests() & tracing_interest) != 0; }
  Observer* observer() const { return options_.observer; }
  const Limits& limits() const { return options_.limits; }
  Heap heap_for(const SpawnOptions& options) const;

  // For the runtime itself.

  /// Who wants to know of each message: whoever traces the node, a scheduler that counts or delays
  /// them. Mostly nobody, and then one question is all that a message costs.
  using Interests = std::uint8_t;
  static constexpr Interests tracing_interest = 1;
  static constexpr Interests scheduler_interest = 2;
  Interests interests() const { return interests_.load(std::memory_order_relaxed); }
  bool has_fault_points() const { return has_fault_points_; }
  void count_crash();
  Scheduler& scheduler() const { return *scheduler_; }
  ProcessTable& processes() const { return *processes_; }
  Registry& names() const { return *names_; }
  GroupRegistry& groups() const { return *groups_; }
  TableRegistry& tables() const { return *tables_; }
  Tracing& tracing() const { return *tracing_; }
  SystemWarnings& warnings() const { return *warnings_; }
  SupervisorRegistry& supervisors() const { return *supervisors_; }

 protected:
  Node(std::unique_ptr<Scheduler> scheduler, const NodeOptions& options);
  /// Ends every process and frees it; the scheduler must have stopped.
  void end_all();

 private:
  const NodeOptions options_;
  std::unique_ptr<ProcessTable> processes_;
  std::unique_ptr<Registry> names_;
  std::unique_ptr<GroupRegistry> groups_;
  std::unique_ptr<TableRegistry> tables_;
  std::unique_ptr<Tracing> tracing_;
  std::unique_ptr<SystemWarnings> warnings_;
  std::unique_ptr<SupervisorRegistry> supervisors_;
  std::unique_ptr<Scheduler> scheduler_;
  const bool has_fault_points_;
  std::atomic<Interests> interests_;
  std::atomic<std::uint64_t> crashed_{0};
};

}  // namespace forlopp::runtime
