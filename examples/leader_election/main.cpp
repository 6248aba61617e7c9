// Looks for two leaders of one term, under a thousand seeds: with the bug and without it.
#include <cstdio>
#include <map>
#include <string>

#include "examples/leader_election/voter.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/supervisor.hpp"

using namespace leader_election;
using namespace forlopp::runtime;
using namespace std::chrono_literals;

namespace {

constexpr int voters = 5;

SupervisorSpec tree(Cluster& cluster) {
  SupervisorSpec spec{.intensity = {.restarts_max = 10'000}};
  for (int number = 0; number < voters; ++number) {
    const auto start = [&cluster, number](Context& self, Message&) -> ChildStart {
      return self.start_link<Voter>({.label = {"voter"}, .name = name_of(number)}, cluster, number);
    };
    spec.children.push_back({.id = "voter " + std::to_string(number), .start = start});
  }
  return spec;
}

struct Outcome {
  std::size_t terms = 0;
  int term_with_two = 0;
};

/// Two seconds, which take about one millisecond.
Outcome run(std::uint64_t seed, bool votes_are_stored) {
  std::map<int, int> leaders;
  Outcome outcome;
  Cluster cluster{.disks = std::vector<Disk>(voters), .votes_are_stored = votes_are_stored};
  cluster.elected = [&](int term, int leader) {
    const auto known = leaders.emplace(term, leader).first;
    if (known->second != leader && outcome.term_with_two == 0) outcome.term_with_two = term;
  };
  SimulatedNode node{{.seed = seed}};
  node.spawn({.label = {"cluster"}, .trap_exit = true}, supervisor(tree(cluster)));
  node.run_for(2s);
  outcome.terms = leaders.size();
  return outcome;
}

std::uint64_t first_seed_with_two(bool votes_are_stored, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Outcome outcome = run(seed, votes_are_stored);
    if (outcome.term_with_two == 0) continue;
    std::printf("seed %d: two leaders in term %d\n", static_cast<int>(seed), outcome.term_with_two);
    return seed;
  }
  return 0;
}

}  // namespace

int main() {
  const std::uint64_t found = first_seed_with_two(false, 1000);
  const bool again = found != 0 && run(found, false).term_with_two != 0;
  const std::uint64_t mended = first_seed_with_two(true, 1000);
  if (again && mended == 0) std::printf("with votes stored: no such seed\n");
  return again && mended == 0 ? 0 : 1;
}
