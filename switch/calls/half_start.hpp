#pragma once

#include <variant>

#include "callmodel/call_record.hpp"
#include "callmodel/primitives.hpp"
#include "callmodel/trunk_signal.hpp"
#include "runtime/pid.hpp"
#include "switch/config/addresses.hpp"

/// With what the supervisor of the half-calls is asked for one: the argument of `StartChild`.
namespace forlopp::exchange {

/// A line has lifted.
struct StartOriginating {
  callmodel::CallId call{};
  LineId line{};
  runtime::Pid card;
};

/// A circuit was seized from afar.
struct StartIncoming {
  callmodel::CallId call{};
  CircuitId circuit{};
  runtime::Pid group;
  callmodel::TrunkSignal iam;
};

/// An originating half has selected a route.
struct StartTerminating {
  callmodel::Route route;
  callmodel::Setup setup;
  runtime::Pid peer;
};

/// The halves of an answered call between lines, whose processes are gone.
struct ResumeOriginating {
  callmodel::CallRecord record;
};
struct ResumeTerminating {
  callmodel::CallRecord record;
  runtime::Pid peer;
};

using HalfStart = std::variant<StartOriginating, StartIncoming, StartTerminating, ResumeOriginating,
                               ResumeTerminating>;

}  // namespace forlopp::exchange
