#pragma once

#include <cstddef>

#include <boost/unordered/unordered_flat_map.hpp>

#include "runtime/internal/supervisor_core.hpp"

namespace forlopp::runtime {

/// simple_one_for_one: any number of instances of one specification, known by their pids. Costs an
/// entry of 24 bytes for each.
class InstanceSupervisor final : public SupervisorCore {
 public:
  InstanceSupervisor(SupervisorSpec spec, std::optional<ExitReason>* failure);

 private:
  using Kind = SupervisorReport::Kind;
  struct Instance {
    Message argument{};  ///< Kept only if it may be restarted.
    bool restarting = false;
  };
  /// An instance whose restart failed stays under the pid that it had.
  using Instances = boost::unordered_flat_map<Pid, Instance, std::hash<Pid>>;

  Task<> start_children(Context self) override;
  Task<> stop_children(Context self) override;
  Work child_ended(Context& self, Pid pid, const ExitReason& reason) override;
  Work on(Context& self, RetryRestart& retry) override;
  Work on(Context& self, Call<StartChild>& call) override;
  Work on(Context& self, Call<AddChild>& call) override;
  Work on(Context& self, Call<TerminateChild>& call) override;
  Work on(Context& self, Call<RestartChild>& call) override;
  Work on(Context& self, Call<DeleteChild>& call) override;
  Work on(Context& self, Call<WhichChildren>& call) override;
  Work on(Context& self, Call<CountChildren>& call) override;
  Work on(Context& self, Call<GetChildSpec>& call) override;
  void upgrade_children(std::vector<ChildSpec> children) override;
  std::vector<ChildSpec> child_specs() override;
  std::size_t running_children() const override { return instances_.size() - restarting_; }
  std::vector<std::string> running_beside(const ChildSpec&, Others) override { return {}; }

  ChildSpec& child_spec() { return spec_.children.front(); }
  Work restart(Context& self, Instances::iterator instance, Pid ended);
  Work retry_later(Context& self, Pid key, Pid ended, ChildStart failed);
  Task<> retry_after_end(Context self, Pid key, Pid ended, ChildStart failed);
  void forget(Instances::iterator instance);
  void auto_shutdown();

  Task<> terminate(Context self, From from, Pid pid);
  std::vector<Pid> running() const;
  void tell_all(const Context& self, ExitReason::Kind signal) const;
  /// Takes note of an instance that has ended while all are being stopped.
  void note_end(const Message& message);
  void report_shutdown_errors(Context& self);

  struct ShutdownError {
    ExitReason reason;
    std::size_t instances;
  };
  Instances instances_{};
  std::size_t restarting_ = 0;
  std::vector<ShutdownError> shutdown_errors_{};
};

}  // namespace forlopp::runtime
