#include "gui/models/time_window.hpp"

#include <QtMath>
#include <algorithm>

namespace forlopp::console {

/// Never before the start of the run, nor after the clock.
void TimeWindow::place(qint64 until, qint64 length) {
  length_ = std::clamp(length, shortest, longest);
  until_ = std::clamp(until, length_, std::max(now_, length_));
}

void TimeWindow::set_now(qint64 vtime) {
  if (vtime < now_) follows_ = true;  // Another run.
  now_ = vtime;
  if (!follows_) return;
  place(now_, length_);
  emit moved();
}

void TimeWindow::follow() {
  follows_ = true;
  place(now_, length_);
  emit moved();
}

void TimeWindow::zoom(double factor, qint64 around) {
  const qint64 length =
      std::clamp(qRound64(static_cast<double>(length_) * factor), shortest, longest);
  const double share = static_cast<double>(until_ - around) / static_cast<double>(length_);
  place(follows_ ? now_ : around + qRound64(share * static_cast<double>(length)), length);
  emit moved();
}

void TimeWindow::pan(qint64 by) {
  place(until_ + by, length_);
  follows_ = until_ == std::max(now_, length_);
  emit moved();
}

void TimeWindow::point_to(std::optional<qint64> vtime) {
  if (vtime == pointer_) return;
  pointer_ = vtime;
  emit pointed();
}

}  // namespace forlopp::console
