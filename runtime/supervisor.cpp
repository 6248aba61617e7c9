#include "runtime/supervisor.hpp"

#include "runtime/internal/initialised_supervisor.hpp"
#include "runtime/internal/instance_supervisor.hpp"
#include "runtime/internal/ordered_supervisor.hpp"

namespace forlopp::runtime {

std::unique_ptr<ProcessCode> make_supervisor(SupervisorSpec spec,
                                             std::optional<ExitReason>* failure) {
  if (spec.strategy == Strategy::simple_one_for_one) {
    return make_code<InstanceSupervisor>(Heap::common, std::move(spec), failure);
  }
  return make_code<OrderedSupervisor>(Heap::common, std::move(spec), failure);
}

ChildStart start_supervisor(Context& context, SpawnOptions options, SupervisorSpec spec) {
  options.trap_exit = true;
  std::optional<ExitReason> failure;
  const StartResult started =
      context.start_link(options, make_supervisor(std::move(spec), &failure));
  if (started && failure) return ChildStart::unfinished(*started, std::move(*failure));
  return started;
}

ChildStart start_supervisor(Context& context, SpawnOptions options, SupervisorInit init) {
  options.trap_exit = true;
  SupervisorStart outcome;
  const StartResult started =
      context.start_link<InitialisedSupervisor>(options, std::move(init), &outcome);
  if (outcome.ignored) return ChildStart::ignored();
  if (started && outcome.failure) return ChildStart::unfinished(*started, *outcome.failure);
  return started;
}

std::unique_ptr<ProcessCode> supervisor(SupervisorSpec spec) {
  return make_supervisor(std::move(spec), nullptr);
}

}  // namespace forlopp::runtime
