#pragma once

#include "runtime/application.hpp"

namespace forlopp::runtime::application {

/// To a master: stop your application, and end.
struct StopNow {};
/// From a master: the top supervisor runs.
struct Started {
  Pid master;
};

/// A process that starts one application, waits for its end or for an order to stop it, and ends
/// with it. A start that fails is its exit reason.
Task<> master(Context self, Application application);

}  // namespace forlopp::runtime::application
