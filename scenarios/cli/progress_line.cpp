#include "scenarios/cli/progress_line.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

#include "scenarios/cli/interrupt.hpp"

namespace forlopp::cli {
namespace {

std::string clock_text(scenario::Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string progress_text(const scenario::Progress& progress) {
  const double share = progress.whole.count() == 0
                           ? 0.0
                           : static_cast<double>(progress.virtual_time.count()) /
                                 static_cast<double>(progress.whole.count());
  return fmt::format(
      "{} of {} {:3.0f} %   calls up {:<6} attempts {:>8.1f}/s   restarts {:<5} {:>6.0f}x real "
      "time",
      clock_text(progress.virtual_time), clock_text(progress.whole), 100 * share, progress.calls_up,
      progress.attempts_per_second, progress.restarts, progress.speed);
}

ProgressLine::ProgressLine() : on_terminal_{::isatty(STDERR_FILENO) == 1} {}

ProgressLine::~ProgressLine() {
  if (written_ > 0) fmt::print(stderr, "\r{:{}}\r", "", written_);
}

void ProgressLine::progressed(const scenario::Progress& progress) {
  if (!on_terminal_) return;
  const std::string text = progress_text(progress);
  fmt::print(stderr, "\r{:<{}}", text, std::max(written_, text.size()));
  std::fflush(stderr);
  written_ = std::max(written_, text.size());
}

bool ProgressLine::wants_to_stop() {
  return InterruptNoted::happened();
}

}  // namespace forlopp::cli
