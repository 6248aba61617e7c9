#pragma once

#include <chrono>
#include <cstdint>

#include <caf/all.hpp>

/// The same work as in the folder above, with the actors of CAF.
namespace forlopp::bench::caf_peers {

using Work = void (*)(caf::actor_system& system);
using Clock = std::chrono::steady_clock;

void ping_pong(caf::actor_system& system);
void ring_10k(caf::actor_system& system);
void ring_1m(caf::actor_system& system);
void fan_in(caf::actor_system& system);
void spawn_exit(caf::actor_system& system);
void call(caf::actor_system& system);
void call_over_10k(caf::actor_system& system);
void telephone_call(caf::actor_system& system);

/// Prints nanoseconds for each of `count`, since then.
void report(const char* figure, Clock::time_point started, std::int64_t count);

}  // namespace forlopp::bench::caf_peers
