#include "scenarios/engine/run_delay_targets.hpp"

#include <array>
#include <string_view>

namespace forlopp::scenario {
namespace {

using std::chrono::milliseconds;

struct Target {
  std::string_view delay;
  milliseconds mean;
  milliseconds p95;
};

constexpr std::array targets{Target{"dial tone", milliseconds{400}, milliseconds{600}},
                             Target{"set-up", milliseconds{650}, milliseconds{900}}};
constexpr auto source = "Q.543 load A";

}  // namespace

void set_delay_targets(std::vector<DelayDistribution>& delays) {
  for (DelayDistribution& delay : delays) {
    for (const auto& [name, mean, p95] : targets) {
      if (delay.name == name) delay.target = DelayTarget{mean, p95, source};
    }
  }
}

}  // namespace forlopp::scenario
