#pragma once

#include <cstddef>

#include "runtime/simulated_node.hpp"
#include "runtime/threaded_node.hpp"

namespace forlopp::bench {

/// The nodes that everything is measured on; 0 schedulers: the simulator.
struct NodeKind {
  unsigned schedulers;
};
inline constexpr NodeKind simulated{0};
inline constexpr NodeKind one_thread{1};
inline constexpr NodeKind two_threads{2};

/// Starts a process on a fresh node of this kind and waits until it has ended.
template <class Start>
void run_to_end(const NodeKind& kind, Start start) {
  if (kind.schedulers == 0) {
    runtime::SimulatedNode node;
    start(node);
    node.run_until_idle();
  } else {
    runtime::ThreadedNode node{{.schedulers = kind.schedulers}};
    node.wait_for_exit(start(node));
  }
}

/// Memory of this program that is really in use, in bytes.
std::size_t resident_memory();

}  // namespace forlopp::bench
