#include "scenarios/live/wall_clock.hpp"

namespace forlopp::live {

std::chrono::nanoseconds wall_now() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

}  // namespace forlopp::live
