#pragma once

#include "runtime/process_glance.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::live {

/// The state of a process of an exchange, by what it calls it itself: a half-call by its point in
/// call, a card's process by whether the card is in service, any other by whether it has work.
management::State state_of(const runtime::ProcessGlance& process);

/// Of two states the one to show where there is room for one: trouble before work before rest.
management::State worse(management::State a, management::State b);

/// The call of a process called `o_half 17` or `t_half 17`; 0 of any other.
std::uint32_t call_of(const runtime::Label& label);
/// The same of its text.
std::uint64_t call_of(std::string_view label);

}  // namespace forlopp::live
