#include "scenarios/engine/statistics_timeline.hpp"

#include <algorithm>
#include <utility>

#include "runtime/check.hpp"

namespace forlopp::scenario {

namespace {

constexpr std::size_t intervals_max = 512;

double in_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}

void join_neighbours(std::vector<double>& sums) {
  const auto half = (sums.size() + 1) / 2;
  for (std::size_t i = 0; i < half; ++i) {
    sums[i] = sums[2 * i] + (2 * i + 1 < sums.size() ? sums[2 * i + 1] : 0);
  }
  sums.resize(half);
}

}  // namespace

TimelineRecorder::TimelineRecorder(Duration interval) : interval_{interval} {
  runtime::check(interval.count() > 0, "an interval of a timeline must last some time");
}

TimelineRecorder::Column TimelineRecorder::add(Track added) {
  tracks_.push_back(std::move(added));
  return static_cast<Column>(tracks_.size() - 1);
}

TimelineRecorder::Column TimelineRecorder::add_rate(std::string name) {
  return add({std::move(name), "/s", Kind::rate});
}

TimelineRecorder::Column TimelineRecorder::add_level(std::string name, std::string unit) {
  return add({std::move(name), std::move(unit), Kind::level});
}

std::size_t TimelineRecorder::interval_at(Duration now) const {
  return static_cast<std::size_t>(now / interval_);
}

void TimelineRecorder::make_room_for(Duration now) {
  while (interval_at(now) >= intervals_max) {
    for (auto& each : tracks_) join_neighbours(each.sums);
    interval_ *= 2;
  }
}

void TimelineRecorder::add_to(Track& to, Duration now, double amount) const {
  const auto at = interval_at(now);
  if (at >= to.sums.size()) to.sums.resize(at + 1);
  to.sums[at] += amount;
}

/// Gives each interval since the last change its share of the level.
void TimelineRecorder::advance_level(Track& of, Duration now) const {
  while (of.changed < now) {
    const auto interval_end = (of.changed / interval_ + 1) * interval_;
    const auto until = std::min(now, interval_end);
    add_to(of, of.changed, of.level * in_seconds(until - of.changed));
    of.changed = until;
  }
}

void TimelineRecorder::count(Column rate, Duration now, std::uint64_t events) {
  make_room_for(now);
  add_to(track(rate), now, static_cast<double>(events));
}

void TimelineRecorder::set(Column level, Duration now, double value) {
  make_room_for(now);
  advance_level(track(level), now);
  track(level).level = value;
}

std::vector<double> TimelineRecorder::values(const Track& of, Duration now) const {
  Track until_now = of;
  if (of.kind == Kind::level) advance_level(until_now, now);
  auto result = std::move(until_now.sums);
  const auto intervals = static_cast<std::size_t>((now + interval_ - Duration{1}) / interval_);
  result.resize(intervals);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto start = interval_ * static_cast<Duration::rep>(i);
    result[i] /= in_seconds(std::min(interval_, now - start));
  }
  return result;
}

Timeline TimelineRecorder::timeline(Duration now) const {
  if (interval_at(now) > intervals_max) {  // Nothing was recorded for long.
    auto coarser = *this;
    coarser.make_room_for(now);
    return coarser.timeline(now);
  }
  Timeline result;
  result.interval = interval_;
  for (const auto& each : tracks_) {
    result.columns.push_back({each.name, each.unit, values(each, now)});
  }
  return result;
}

}  // namespace forlopp::scenario
