#pragma once

#include <chrono>

namespace forlopp::live {

/// Real time since some moment, for whoever watches. Nothing of it reaches a run.
std::chrono::nanoseconds wall_now();

}  // namespace forlopp::live
