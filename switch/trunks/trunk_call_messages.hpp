#pragma once

#include "callmodel/identifiers.hpp"
#include "callmodel/trunk_signal.hpp"
#include "switch/config/addresses.hpp"

/// Between half-calls and the process of a trunk group. The group answers, and passes on what the
/// far exchange says, with the call model's own events.
namespace forlopp::exchange::trunk {

/// Answered by CircuitSeized or CircuitRefused.
struct SeizeCircuit {
  callmodel::CallId call{};
};
/// Gives back the sender's circuit, or takes back its request.
struct ReleaseCircuit {};
/// The far end does not answer on the sender's circuit: reset it before it is used again.
struct ResetCircuit {};
/// The sender's circuit hears `to` from now on, until it is given back.
struct ConnectCircuit {
  callmodel::PortId to{};
};
/// For the far exchange, on the sender's circuit.
struct Signal {
  callmodel::TrunkSignal signal;
};

}  // namespace forlopp::exchange::trunk
