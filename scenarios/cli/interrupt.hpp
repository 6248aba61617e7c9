#pragma once

namespace forlopp::cli {

/// While alive, Ctrl-C (SIGINT, SIGTERM) is noted instead of ending the program; a second one ends
/// it at once.
class InterruptNoted {
 public:
  InterruptNoted();
  ~InterruptNoted();
  InterruptNoted(const InterruptNoted&) = delete;
  InterruptNoted& operator=(const InterruptNoted&) = delete;

  static bool happened();
};

}  // namespace forlopp::cli
