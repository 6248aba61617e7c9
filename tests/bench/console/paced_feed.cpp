#include "tests/bench/console/paced_feed.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::bench {
namespace {

unsigned period_of(double hz) {
  return static_cast<unsigned>(std::lround(management::frames_per_second_max / hz));
}

}  // namespace

void PacedFeed::subscribe(const QString& view, double hz) {
  views_[view].turn.period = period_of(hz);
}

void PacedFeed::follow(double hz) {
  events_.period = period_of(hz);
}

void PacedFeed::wait_again(Turn& turn) {
  turn.due = turn.period == 1 ? 1 : turn.period + std::min(seldom_++, turn.period / 2);
}

console::Update PacedFeed::next(console::Update news) {
  console::Update frame{.stamp = news.stamp};
  seldom_ = 0;
  for (auto& [view, waiting] : views_) {
    if (const auto change = news.views.find(view); change != news.views.end()) {
      if (!waiting.change) waiting.change.emplace();
      console::merge(*waiting.change, change->second);
    }
    if (!waiting.turn.comes() || !waiting.change) continue;
    frame.views.emplace(view, *std::exchange(waiting.change, std::nullopt));
    wait_again(waiting.turn);
  }
  std::move(news.happened.begin(), news.happened.end(), std::back_inserter(happened_));
  if (events_.comes() && !happened_.empty()) {
    frame.happened = std::exchange(happened_, {});
    wait_again(events_);
  }
  return frame;
}

}  // namespace forlopp::bench
