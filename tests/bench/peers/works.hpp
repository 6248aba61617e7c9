#pragma once

#include <chrono>
#include <cstdint>

#include "runtime/threaded_node.hpp"

/// Work that is done here and in Erlang (the .erl files), and what it costs.
namespace forlopp::bench::peers {

/// Each does its work once, on a node with so many schedulers, and reports.
using Work = void (*)(unsigned schedulers);

void spawn_exit(unsigned schedulers);
void spawn_monitor(unsigned schedulers);
void ping_pong(unsigned schedulers);
void ring_10k(unsigned schedulers);
void ring_1m(unsigned schedulers);
void fan_in(unsigned schedulers);
void call(unsigned schedulers);
void call_over_10k(unsigned schedulers);
void timers(unsigned schedulers);
void restarts(unsigned schedulers);
void restart_delay(unsigned schedulers);
void late_normal(unsigned schedulers);
void late_high(unsigned schedulers);
void late_runaway(unsigned schedulers);
void telephone_call(unsigned schedulers);
void idle_process(unsigned schedulers);

/// BEAM has no black boxes.
inline constexpr runtime::SpawnOptions plain{.label = {"peer"}, .black_box = 0};

/// Prints a figure for `compare`.
void report(const char* figure, double value);

/// Nanoseconds for each of `count`.
inline double each(runtime::Duration all, std::int64_t count) {
  return static_cast<double>(all.count()) / static_cast<double>(count);
}

/// Runs `Code` as the first process of a fresh node, to its end.
template <class Code, class... Args>
void play(unsigned schedulers, Args... args) {
  runtime::ThreadedNode node{{.schedulers = schedulers}};
  node.wait_for_exit(node.spawn<Code>(plain, args...));
}

}  // namespace forlopp::bench::peers
