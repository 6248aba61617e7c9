#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

std::unique_ptr<ProcessCode> make_supervisor(SupervisorSpec spec,
                                             std::optional<ExitReason>* failure);

/// What became of a start, as far as its result does not say.
struct SupervisorStart {
  bool ignored = false;
  std::optional<ExitReason> failure{};  ///< The supervisor still has to clear up.
};

/// A supervisor that learns from its init callback what it is.
class InitialisedSupervisor final : public ProcessCode {
 public:
  /// `outcome` need not outlive `init`.
  InitialisedSupervisor(SupervisorInit init, SupervisorStart* outcome);

  void init(Context& context) override;
  bool wants(const Message& message) const override { return code_->wants(message); }
  void receive(Context& context, Message message) override;
  void receive_timeout(Context& context) override { code_->receive_timeout(context); }
  Message system_get_state(Context& context) override { return code_->system_get_state(context); }
  bool system_code_change(Context& context, Message& extra) override {
    return code_->system_code_change(context, extra);
  }
  void system_terminate(Context& context, ExitReason reason) override {
    code_->system_terminate(context, std::move(reason));
  }

 private:
  SupervisorInit init_;
  SupervisorStart* outcome_;
  std::unique_ptr<ProcessCode> code_{};
};

}  // namespace forlopp::runtime
