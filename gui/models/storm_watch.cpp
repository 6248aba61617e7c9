#include "gui/models/storm_watch.hpp"

namespace forlopp::console {

void StormWatch::note(qint64 events, qint64 now) {
  if (events > 0) {
    last_second_.emplace_back(now, events);
    rate_ += events;
    if (is_on_) events_ += events;
  }
  pass(now);
}

void StormWatch::pass(qint64 now) {
  while (!last_second_.empty() && now - last_second_.front().first >= second) {
    rate_ -= last_second_.front().second;
    last_second_.pop_front();
  }
  if (!is_on_) {
    if (rate_ <= begins_above) return;
    is_on_ = true;
    events_ = rate_;
  }
  if (rate_ >= ends_below) calm_since_ = now;
  if (now - calm_since_ >= calm_for) is_on_ = false;
}

}  // namespace forlopp::console
