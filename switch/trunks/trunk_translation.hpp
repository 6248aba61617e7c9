#pragma once

#include "callmodel/trunk_signal.hpp"
#include "switch/hal/trunk_message.hpp"

/// The call model's words for ISUP's messages, and the hardware's.
namespace forlopp::exchange {

/// Without the circuit.
hal::TrunkMessage to_hardware(const callmodel::TrunkSignal& signal);
/// Only of the messages of call control: IAM to RLC, and RSC.
callmodel::TrunkSignal from_hardware(const hal::TrunkMessage& message);

}  // namespace forlopp::exchange
