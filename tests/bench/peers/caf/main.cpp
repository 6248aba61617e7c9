#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "tests/bench/peers/caf/works.hpp"

namespace forlopp::bench::caf_peers {
namespace {

using Entry = std::pair<std::string_view, Work>;
constexpr std::array works{
    Entry{"spawn_exit", spawn_exit},
    Entry{"ping_pong", ping_pong},
    Entry{"ring_10k", ring_10k},
    Entry{"ring_1m", ring_1m},
    Entry{"fan_in", fan_in},
    Entry{"call", call},
    Entry{"call_over_10k", call_over_10k},
    Entry{"telephone_call", telephone_call},
};

}  // namespace

void report(const char* figure, Clock::time_point started, std::int64_t count) {
  const std::chrono::nanoseconds all = Clock::now() - started;
  std::printf("%s %.1f\n", figure, static_cast<double>(all.count()) / static_cast<double>(count));
}

}  // namespace forlopp::bench::caf_peers

int main(int argc, char** argv) {
  using namespace forlopp::bench::caf_peers;
  const std::size_t schedulers = argc == 3 ? std::strtoul(argv[2], nullptr, 10) : 0;
  for (const auto& [name, work] : works) {
    if (schedulers == 0 || name != argv[1]) continue;
    caf::actor_system_config config;
    config.set("scheduler.max-threads", schedulers);
    caf::actor_system system{config};
    work(system);  // The system ends when its last actor has.
    return 0;
  }
  std::fputs("usage: forlopp_caf_peers WORK SCHEDULERS\n", stderr);
  return 2;
}
