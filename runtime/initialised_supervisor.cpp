#include "runtime/internal/initialised_supervisor.hpp"

#include <utility>

namespace forlopp::runtime {

InitialisedSupervisor::InitialisedSupervisor(SupervisorInit init, SupervisorStart* outcome)
    : init_{std::move(init)}, outcome_{outcome} {}

void InitialisedSupervisor::init(Context& context) {
  SupervisorStart& outcome = *std::exchange(outcome_, nullptr);
  std::optional<SupervisorSpec> spec = init_(context);
  outcome.ignored = !spec.has_value();
  if (outcome.ignored) context.exit();
  code_ = make_supervisor(std::move(*spec), &outcome.failure);
  code_->init(context);
}

void InitialisedSupervisor::receive(Context& context, Message message) {
  code_->receive(context, std::move(message));
}

}  // namespace forlopp::runtime
