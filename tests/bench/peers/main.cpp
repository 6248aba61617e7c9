#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "tests/bench/peers/works.hpp"

namespace forlopp::bench::peers {
namespace {

using Entry = std::pair<std::string_view, Work>;
constexpr std::array works{
    Entry{"spawn_exit", spawn_exit},
    Entry{"spawn_monitor", spawn_monitor},
    Entry{"ping_pong", ping_pong},
    Entry{"ring_10k", ring_10k},
    Entry{"ring_1m", ring_1m},
    Entry{"fan_in", fan_in},
    Entry{"call", call},
    Entry{"call_over_10k", call_over_10k},
    Entry{"timers", timers},
    Entry{"restarts", restarts},
    Entry{"restart_delay", restart_delay},
    Entry{"late_normal", late_normal},
    Entry{"late_high", late_high},
    Entry{"late_runaway", late_runaway},
    Entry{"telephone_call", telephone_call},
    Entry{"idle_process", idle_process},
};

}  // namespace

void report(const char* figure, double value) {
  fmt::print("{} {:.1f}\n", figure, value);
}

}  // namespace forlopp::bench::peers

int main(int argc, char** argv) {
  using namespace forlopp::bench::peers;
  unsigned schedulers = 0;
  if (argc == 3) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), schedulers);
  for (const auto& [name, work] : works) {
    if (argc != 3 || name != argv[1] || schedulers == 0) continue;
    work(schedulers);
    return 0;
  }
  fmt::print(stderr, "usage: forlopp_peers WORK SCHEDULERS; ./dev bench --peers runs all work\n");
  return 2;
}
