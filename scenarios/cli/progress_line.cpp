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

double share(scenario::Duration part, scenario::Duration whole) {
  return whole.count() == 0
             ? 0.0
             : static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

std::string precision_text(const scenario::PrecisionReached& precision) {
  if (!precision.reached) return fmt::format("precise to ? of {:.3g} %", 100 * precision.wanted);
  return fmt::format("precise to {:.1f} of {:.3g} %", 100 * *precision.reached,
                     100 * precision.wanted);
}

/// How far it is on its way, and to what.
std::string way_text(const scenario::Progress& progress) {
  const std::string now = clock_text(progress.virtual_time);
  if (progress.phase == scenario::Progress::Phase::drain) return now + " draining";
  const std::string end = clock_text(progress.traffic_ends);
  if (progress.precision) {
    return fmt::format("{} of at most {}, {}", now, end, precision_text(*progress.precision));
  }
  const double percent = 100 * share(progress.virtual_time, progress.traffic_ends);
  return fmt::format("{} of {} {:3.0f} %", now, end, percent);
}

}  // namespace

std::string progress_text(const scenario::Progress& progress) {
  return fmt::format("{}   calls up {:<6} attempts {:>8.1f}/s   restarts {:<5} {:>6.0f}x real time",
                     way_text(progress), progress.calls_up, progress.attempts_per_second,
                     progress.restarts, progress.speed);
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
