#pragma once

#include "runtime/context.hpp"
#include "runtime/process_code.hpp"
#include "runtime/result.hpp"

namespace forlopp::runtime {

/// Connects something that is no supervision tree to one (OTP's supervisor_bridge): a child that
/// starts it, ends with it, and stops it when the supervisor says so.
class SupervisorBridge : public ProcessCode {
 public:
  void init(Context& context) final;
  void receive(Context& context, Message message) final;
  void terminate(Context& context, const ExitReason& reason) final;

 protected:
  /// Starts it. Its process, which the bridge then links itself to; or why there is none.
  virtual StartResult start_subsystem(Context& context) = 0;
  /// Stops it. `reason` is what the bridge was told to stop with, or what the process ended with.
  virtual void stop_subsystem(Context& context, const ExitReason& reason) = 0;

 private:
  Pid subsystem_{};
};

}  // namespace forlopp::runtime
