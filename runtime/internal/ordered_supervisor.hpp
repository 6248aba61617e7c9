#pragma once

#include "runtime/internal/supervised_children.hpp"
#include "runtime/internal/supervisor_core.hpp"

namespace forlopp::runtime {

/// The strategies whose children have ids and an order: one_for_one, one_for_all, rest_for_one.
class OrderedSupervisor final : public SupervisorCore {
 public:
  OrderedSupervisor(SupervisorSpec spec, std::optional<ExitReason>* failure);

 private:
  using Kind = SupervisorReport::Kind;

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
  std::size_t running_children() const override { return children_.running(); }
  std::vector<std::string> running_beside(const ChildSpec& child, Others which) override;

  ChildStart start_one(Context& self, SupervisedChild& child, Kind success);
  /// Starts the children from `position` on, in order, until one fails: that one, or null.
  SupervisedChild* start_from(Context& self, std::size_t position, Kind success, ChildStart& last);
  /// Stops them in reverse order, and forgets the temporary ones.
  Task<> stop_from(Context self, std::size_t position);
  Task<> stop_one(Context self, SupervisedChild* child);
  /// It has ended and is not restarted: a temporary child is forgotten.
  void settle(SupervisedChild& child);

  Work restart(Context& self, SupervisedChild& child, Pid ended);
  Work restart_alone(Context& self, SupervisedChild& child, Pid ended);
  Task<> restart_group(Context self, std::size_t position);
  /// As far as the last attempt came: from this child on.
  Work restart_from(Context& self, SupervisedChild& child, Pid ended);
  Task<> retry_after_end(Context self, SupervisedChild* child, Pid ended, ChildStart failed);
  void retry_later(Context& self, SupervisedChild& child, Pid ended, const ExitReason& failure);

  Task<> terminate(Context self, From from, SupervisedChild* child);
  void auto_shutdown(bool significant);
  bool any_significant_left();

  SupervisedChildren children_{};
};

}  // namespace forlopp::runtime
