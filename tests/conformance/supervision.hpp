#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "runtime/supervisor.hpp"
#include "tests/conformance/stage.hpp"
#include "tests/conformance/supervisor_plan.hpp"

namespace forlopp::conformance {

/// The processes of a scenario with supervisors, made as it plans them; they write down what they
/// do. Thread-safe: start functions run wherever their supervisor runs.
class Supervision {
 public:
  Supervision(Stage& stage, SupervisorPlan root);

  /// Starts a supervisor by its id, as its plan is now.
  runtime::ChildStart start_supervisor(runtime::Context& context, const std::string& id);
  /// What a supervisor shall be now; the fault is what OTP finds and C++ cannot express.
  runtime::Result<runtime::SupervisorSpec, Fault> spec_of(const SupervisorPlan& plan);
  runtime::Result<runtime::ChildSpec, Fault> spec_of(const ChildPlan& plan);

  /// Makes the ids in it known.
  void learn(const ChildPlan& child);
  void learn(const SupervisorPlan& plan);
  /// The same, and its children go on as they are: what their next starts do is not begun anew.
  void set_plan(const SupervisorPlan& plan);
  /// Nothing for an id that is no supervisor's.
  std::optional<SupervisorPlan> plan_of(const std::string& id) const;
  /// Whether it has heard of a worker or supervisor of that id.
  bool knows(const std::string& id) const;
  void set_starts(const std::string& id, std::vector<Outcome> starts);

  /// The latest process of that id; nobody if there was none.
  runtime::Pid pid(const std::string& id) const;
  static runtime::Message argument(const std::string& instance);
  /// Tells a worker to end.
  void end(const std::string& id, const std::string& reason);

  Stage& stage() { return stage_; }
  /// A process comes up.
  void enter(runtime::Pid pid, const std::string& id, const std::string& name);
  /// Nothing is to be written when it ends.
  void hush(runtime::Pid pid);

 private:
  struct Conduct {
    std::vector<Outcome> starts{};
    std::size_t next = 0;
  };
  runtime::ChildStart start_child(runtime::Context& context, const std::string& id,
                                  const Trap& trap, runtime::Message& argument);
  runtime::ChildStart start_worker(runtime::Context& context, const std::string& name,
                                   const std::string& id, const Outcome& outcome, const Trap& trap);
  std::optional<runtime::SupervisorSpec> init(runtime::Context& context, const std::string& id,
                                              const std::string& name);
  Outcome next_outcome(const std::string& id, const std::string& template_id);
  std::string next_name(const std::string& id);
  void note_end(runtime::Pid pid, const runtime::ExitReason& reason);
  void note_report(const runtime::SupervisorReport& report);

  Stage& stage_;
  mutable std::mutex mutex_{};
  std::map<std::string, SupervisorPlan> plans_{};
  std::map<std::string, Conduct> conducts_{};
  std::map<std::string, std::size_t> attempts_{};
  std::map<std::string, runtime::Pid> latest_{};
  std::set<runtime::Pid> supervisors_{};
  std::set<runtime::Pid> hushed_{};
};

}  // namespace forlopp::conformance
