#include "switch/mgmt/internal/feed.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "switch/mgmt/internal/arguments.hpp"
#include "switch/mgmt/internal/event_pages.hpp"
#include "switch/mgmt/internal/weight.hpp"

namespace forlopp::management {
namespace {

constexpr Range rates{0.01, frames_per_second_max, frames_per_second_max};
constexpr double events_at_once_max = 1000;
/// A double holds every whole number until here.
constexpr double event_number_max = 9007199254740992.0;

unsigned period_of(double hz) {
  return std::max(1U, static_cast<unsigned>(std::lround(frames_per_second_max / hz)));
}

Array as_rows(std::vector<std::pair<std::string, Board::Row>> changed) {
  Array rows;
  rows.reserve(changed.size());
  for (auto& [key, columns] : changed) {
    columns.insert(columns.begin(), Document{std::move(key)});
    rows.emplace_back(std::move(columns));
  }
  return rows;
}

}  // namespace

Feed::Feed(Board& board, const EventLog& log) : board_{board}, log_{log} {}

Feed::~Feed() {
  for (const auto& [view, subscription] : subscriptions_) board_.unwant(view);
}

Answer Feed::subscribe(const Document& request) {
  Argument<View> view = view_in(request);
  if (auto* refused = std::get_if<Refused>(&view)) return std::move(*refused);
  Argument<double> hz = number_in(request, "hz", rates);
  if (auto* refused = std::get_if<Refused>(&hz)) return std::move(*refused);
  const bool known = subscriptions_.contains(std::get<View>(view));
  if (!known && subscriptions_.size() >= subscriptions_max)
    return Refused{Refusal::argument,
                   fmt::format("topic: {} subscriptions are the most", subscriptions_max)};
  if (!known && !board_.want(std::get<View>(view)))
    return Refused{Refusal::busy, "the clients want to see too much; ask again later"};
  subscriptions_[std::get<View>(view)] = {.period = period_of(std::get<double>(hz))};
  return Done{{}, board_.stamp()};
}

Answer Feed::unsubscribe(const Document& request) {
  Argument<View> view = view_in(request);
  if (auto* refused = std::get_if<Refused>(&view)) return std::move(*refused);
  if (subscriptions_.erase(std::get<View>(view)) > 0) board_.unwant(std::get<View>(view));
  return Done{{}, board_.stamp()};
}

Answer Feed::follow(const Document& request) {
  const std::uint64_t last = log_.last();
  Argument<EventClasses> classes = classes_in(request);
  if (auto* refused = std::get_if<Refused>(&classes)) return std::move(*refused);
  Argument<double> after =
      number_in(request, "after", {0, event_number_max, static_cast<double>(last)});
  if (auto* refused = std::get_if<Refused>(&after)) return std::move(*refused);
  Argument<double> hz = number_in(request, "hz", rates);
  if (auto* refused = std::get_if<Refused>(&hz)) return std::move(*refused);
  place_ = std::min(last, static_cast<std::uint64_t>(std::get<double>(after)));
  classes_ = std::get<EventClasses>(classes);
  event_period_ = period_of(std::get<double>(hz));
  event_due_ = 0;
  return Done{{{"after", place_}}, board_.stamp()};
}

Answer Feed::events(const Document& request) const {
  Argument<EventClasses> classes = classes_in(request);
  if (auto* refused = std::get_if<Refused>(&classes)) return std::move(*refused);
  Argument<double> after = number_in(request, "after", {0, event_number_max, 0});
  if (auto* refused = std::get_if<Refused>(&after)) return std::move(*refused);
  Argument<double> most = number_in(request, "most", {1, events_at_once_max, events_at_once_max});
  if (auto* refused = std::get_if<Refused>(&most)) return std::move(*refused);
  EventPage page = read_events(log_, static_cast<std::uint64_t>(std::get<double>(after)),
                               std::get<EventClasses>(classes),
                               static_cast<std::size_t>(std::get<double>(most)));
  Map result{{"events", std::move(page.events)}, {"upto", page.upto}};
  if (!page.lost.empty()) result.emplace_back("lost", std::move(page.lost));
  return Done{std::move(result), board_.stamp()};
}

void Feed::start_anew() {
  for (auto& [view, subscription] : subscriptions_) {
    subscription.version = 0;
    subscription.due = 0;
  }
  event_due_ = 0;
  place_ = log_.shown_at();
}

bool Feed::acknowledge(std::int64_t frame) {
  if (frame < 1 || frame > sent_) return false;
  acknowledged_ = std::max(acknowledged_, frame);
  return true;
}

bool Feed::waits_for_acknowledgement() const {
  return sent_ - acknowledged_ >= std::int64_t{frames_unacknowledged_max};
}

void Feed::hurry() {
  for (auto& [view, subscription] : subscriptions_) {
    subscription.due = 0;
    subscription.period = 1;
  }
}

std::optional<Map> Feed::next_frame() {
  for (auto& [view, subscription] : subscriptions_)
    if (subscription.due > 0) --subscription.due;
  if (event_due_ > 0) --event_due_;
  seldom_ = 0;
  if (waits_for_acknowledgement()) return std::nullopt;
  const Stamp stamp = board_.stamp();
  Map frame{{"frame", sent_ + 1}, {"vtime", stamp.vtime}, {"event", stamp.event}};
  const std::size_t empty = frame.size();
  if (Map topics = news_of_topics(); !topics.empty())
    frame.emplace_back("topics", std::move(topics));
  if (classes_.any() && event_due_ == 0) add_events(frame);
  if (frame.size() == empty) return std::nullopt;
  ++sent_;
  return frame;
}

/// What comes seldom is spread over the frames, so that it does not make a few of them large; by at
/// most half of its period, so that it comes nearly as often as it was asked for.
unsigned Feed::wait_after(unsigned period) {
  return period == 1 ? period : period + std::min(seldom_++, period / 2);
}

Map Feed::news_of_topics() {
  Map topics;
  std::size_t bytes = 0;
  auto turn = subscriptions_.lower_bound(first_);
  for (std::size_t i = 0; i < subscriptions_.size(); ++i, ++turn) {
    if (turn == subscriptions_.end()) turn = subscriptions_.begin();
    auto& [view, subscription] = *turn;
    if (subscription.due > 0) continue;
    if (bytes >= frame_row_bytes_max) {
      first_ = view;
      break;
    }
    auto news = news_of(view, subscription, frame_row_bytes_max - bytes);
    if (!news) continue;
    bytes += weight(*news);
    topics.emplace_back(text(view), std::move(*news));
  }
  return topics;
}

std::optional<Map> Feed::news_of(const View& view, Subscription& subscription,
                                 std::size_t bytes_max) {
  Board::Changes changes = board_.changes(view, subscription.version, bytes_max);
  const bool nothing = !changes.all && changes.rows.empty() && changes.gone.empty();
  subscription.version = changes.version;
  if (nothing) return std::nullopt;
  subscription.due = changes.more ? 0 : wait_after(subscription.period);
  Map news;
  if (changes.all) news.emplace_back("all", true);
  if (changes.all || !changes.rows.empty())
    news.emplace_back("rows", as_rows(std::move(changes.rows)));
  if (!changes.gone.empty()) {
    Array gone{std::make_move_iterator(changes.gone.begin()),
               std::make_move_iterator(changes.gone.end())};
    news.emplace_back("gone", std::move(gone));
  }
  if (changes.more) news.emplace_back("more", true);
  return news;
}

void Feed::add_events(Map& frame) {
  EventPage page = read_events(log_, place_, classes_, frame_events_max);
  place_ = page.upto;
  const bool more = place_ < log_.last();
  const bool some = !page.events.empty() || !page.lost.empty();
  if (some && !more) event_due_ = wait_after(event_period_);
  if (!page.events.empty()) frame.emplace_back("events", std::move(page.events));
  if (!page.lost.empty()) frame.emplace_back("lost", std::move(page.lost));
}

}  // namespace forlopp::management
