#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/script.hpp"
#include "tests/conformance/machine_ops.hpp"
#include "tests/conformance/scenario.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

// What the machine of a scenario is told; its callbacks know the kind and the content.
struct Ask {
  std::string content;
};
struct Cast {
  std::string content;
};
struct Info {
  std::string content;
};

/// What servers and state machines do in a different way.
struct Machine {
  std::function<std::unique_ptr<runtime::ProcessCode>()> make;
  /// How the machine's state is shown.
  runtime::Task<std::string> (*state)(runtime::Context self, runtime::Pid machine);
  std::string (*show_start_error)(const runtime::ExitReason& reason);
  std::string name{};  ///< Registered; empty: it has none.
  bool trap_exit = false;
  runtime::Duration init_timeout = runtime::infinity;
};

/// Plays the steps of one scenario with one machine, `m`, below a parent that traps exits.
class MachinePlay {
 public:
  MachinePlay(Stage& stage, Machine machine);
  void play(const std::vector<MachineOp>& ops);

 private:
  using Act = void (MachinePlay::*)(const MachineOp& op);
  /// A call, from when it is made until what came of it is printed.
  struct Made {
    std::string content;
    std::string outcome{};
  };

  void carry_out(const MachineOp& op);
  void start();
  void batch(const MachineOp& op);
  void call(const MachineOp& op);
  void call_self(const MachineOp& op);
  void cast(const MachineOp& op);
  void code_change(const MachineOp& op);
  void get_state(const MachineOp& op);
  void info(const MachineOp& op);
  void parent_exit(const MachineOp& op);
  void resume(const MachineOp& op);
  void signal(const MachineOp& op);
  void start_again(const MachineOp& op);
  void stop(const MachineOp& op);
  void suspend(const MachineOp& op);
  void wait(const MachineOp& op);

  static runtime::Task<> live_as_parent(runtime::Context self, MachinePlay* play);
  static runtime::Task<> live_as_client(runtime::Context self, MachinePlay* play,
                                        std::size_t number, runtime::Duration timeout);
  /// A process that does one thing.
  template <class... Parameters, class... Args>
  void spawn(runtime::Task<> (*story)(runtime::Context, Parameters...), Args... args) {
    stage_.node().spawn({.label = {"driver"}}, runtime::script(story, args...));
  }

  runtime::Pid machine() const { return stage_.pid_of("m"); }
  void close(std::size_t number, std::string outcome);
  /// Prints the calls that are over, in the order in which they were made.
  void print_calls();

  Stage& stage_;
  Machine machine_;
  runtime::Pid parent_{};
  std::mutex mutex_{};
  bool started_ = false;
  std::vector<Made> calls_{};
};

/// Plays a scenario with this machine: reads its steps, and whatever of the machine both kinds
/// state in the same way; nothing happens if there is a complaint.
void play_machine(const Scenario& scenario, Stage& stage, Machine machine);

}  // namespace forlopp::conformance
