#pragma once

#include <chrono>

#include "runtime/time.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hwsim::isup {

/// Release causes that a far exchange gives or understands (Q.850).
inline constexpr hal::CauseValue unallocated_number = 1;
inline constexpr hal::CauseValue normal_clearing = 16;
inline constexpr hal::CauseValue user_busy = 17;
inline constexpr hal::CauseValue no_user_responding = 18;
inline constexpr hal::CauseValue no_answer = 19;
inline constexpr hal::CauseValue invalid_number_format = 28;
inline constexpr hal::CauseValue no_circuit = 34;

/// T1 and T16 of Q.764: REL and RSC without an RLC are sent again.
inline constexpr runtime::Duration repeat_release_after = std::chrono::seconds{15};

}  // namespace forlopp::hwsim::isup
