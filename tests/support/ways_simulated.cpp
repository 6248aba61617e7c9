#include <chrono>

#include "runtime/simulated_node.hpp"
#include "tests/support/story.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t seeds = 20;
constexpr int steps_max = 200'000;

std::vector<std::string> tell_simulated(const runtime::SimulatedOptions& options, Story story) {
  EventLog log;
  runtime::SimulatedNode node{options};
  const runtime::Pid pid = node.spawn({.label = {"story"}}, runtime::script(story, &log));
  int steps = 0;
  while (node.is_alive(pid) && steps < steps_max && node.step()) ++steps;
  if (node.is_alive(pid)) log.add(unfinished);
  return log.lines();
}

Way simulated(std::uint64_t seed, runtime::Duration message_cost) {
  std::string name = "simulated, seed " + std::to_string(seed);
  if (message_cost > 0ns) name += ", messages cost time";
  return {.name = std::move(name), .tell = [=](Story story, runtime::Observer* observer) {
            return tell_simulated(
                {.seed = seed, .message_cost = message_cost, .observer = observer}, story);
          }};
}

/// Whatever leaves a process by mistake is caught when it is freed.
Way in_heaps_of_their_own() {
  return {.name = "simulated, each process with its own heap",
          .tell = [](Story story, runtime::Observer* observer) {
            return tell_simulated({.heap = runtime::Heap::own, .observer = observer}, story);
          }};
}

}  // namespace

const std::vector<Way>& ways() {
  static const auto* all = [] {
    auto* list = new std::vector<Way>{simulated(1, 10us), in_heaps_of_their_own()};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) list->push_back(simulated(seed, 0ns));
    return list;
  }();
  return *all;
}

}  // namespace forlopp::test
