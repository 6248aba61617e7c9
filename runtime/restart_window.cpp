#include "runtime/restart_window.hpp"

#include <algorithm>

namespace forlopp::runtime {

RestartWindow::RestartWindow(std::uint32_t restarts_max, Duration period)
    : restarts_max_{restarts_max}, period_{period} {}

bool RestartWindow::add(Instant now) {
  while (!restarts_.empty() && now - restarts_.front() > period_) restarts_.pop_front();
  if (restarts_.size() == remembered_max()) restarts_.pop_front();
  if (restarts_.full()) {
    restarts_.set_capacity(
        std::min(remembered_max(), std::max<std::size_t>(4, 2 * restarts_.capacity())));
  }
  restarts_.push_back(now);
  return restarts_.size() <= restarts_max_;
}

void RestartWindow::set_limits(std::uint32_t restarts_max, Duration period) {
  restarts_max_ = restarts_max;
  period_ = period;
  while (restarts_.size() > remembered_max()) restarts_.pop_front();
}

}  // namespace forlopp::runtime
