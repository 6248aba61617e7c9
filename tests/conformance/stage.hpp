#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/node.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"

namespace forlopp::conformance {

/// How a scenario is run.
struct Way {
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: simulated, with `seed`.
};
std::string to_string(Way way);

/// Whether what happens in a block has an order.
enum class Order : std::uint8_t { causal, none };

/// Where a scenario is played: a node, the names of its processes, and the trace that is written.
/// `event`, `result`, `name` and what looks names up may be called from any process.
class Stage final : private runtime::Observer {
 public:
  explicit Stage(Way way);
  ~Stage() override;

  runtime::Node& node() { return *node_; }
  bool is_simulated() const { return simulated_ != nullptr; }

  /// The trace: blocks, each with a title, events, and results behind all events.
  void begin_block(const std::string& title, Order order = Order::causal);
  void event(std::string line);
  void result(std::string line);
  /// A place among the results for a line that comes later.
  std::size_t reserve_result();
  void result(std::size_t place, std::string line);
  /// Closes the last block.
  std::vector<std::string> take_trace();

  /// Until nothing moves any more, without letting time pass.
  void settle();
  /// As long as it takes until `done` and nothing moves any more. False: nothing happens any more,
  /// and it is still not done.
  bool settle_until(const std::function<bool()>& done);
  /// Until nothing moves and nobody waits for a time to come.
  void run_out();
  void wait(runtime::Duration time);

  void name(runtime::Pid pid, const std::string& name);
  /// Empty for processes that the scenario does not know.
  std::string name_of(runtime::Pid pid) const;
  /// Who was last called so; nobody if none was.
  runtime::Pid pid_of(const std::string& name) const;

  /// What processes use, to be destroyed after they have ended.
  void keep(std::shared_ptr<void> props) { kept_.push_back(std::move(props)); }

  /// Called where it happens, so before any consequence; to be set before anything is started.
  std::function<void(runtime::Pid, const runtime::ExitReason&)> on_end{};
  std::function<void(const runtime::SupervisorReport&)> on_report{};

 private:
  void traced(const runtime::TraceEvent& event) override;
  void supervised(const runtime::SupervisorReport& report) override;
  bool wait_until(const std::function<bool()>& done, runtime::Duration patience);
  void close_block();

  mutable std::mutex mutex_{};
  std::condition_variable changed_{};
  Order order_ = Order::causal;
  std::vector<std::string> events_{};
  std::vector<std::string> results_{};
  std::vector<std::string> trace_{};
  std::map<runtime::Pid, std::string> names_{};
  std::map<std::string, runtime::Pid> pids_{};

  std::vector<std::shared_ptr<void>> kept_{};
  std::unique_ptr<runtime::Node> node_{};
  runtime::SimulatedNode* simulated_ = nullptr;
  runtime::ThreadedNode* threaded_ = nullptr;
};

}  // namespace forlopp::conformance
