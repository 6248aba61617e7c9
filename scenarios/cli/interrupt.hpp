#pragma once

#include <chrono>

namespace forlopp::cli {

/// While alive, Ctrl-C (SIGINT, SIGTERM, SIGHUP) is noted instead of ending the program; a second
/// one ends it at once. Who was started to outlive its terminal (nohup) does so.
class InterruptNoted {
 public:
  InterruptNoted();
  ~InterruptNoted();
  InterruptNoted(const InterruptNoted&) = delete;
  InterruptNoted& operator=(const InterruptNoted&) = delete;

  static bool happened();
  /// How often those look who wait for something else.
  static constexpr std::chrono::milliseconds between_looks{200};
};

}  // namespace forlopp::cli
