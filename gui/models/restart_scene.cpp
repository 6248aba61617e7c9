#include "gui/models/restart_scene.hpp"

#include <QDeadlineTimer>
#include <chrono>
#include <utility>

#include "gui/models/event_fields.hpp"
#include "gui/models/story_text.hpp"

namespace forlopp::console {
namespace {

constexpr std::chrono::milliseconds frame{33};
constexpr qint64 storm_told_every = 1'000;

/// Children that start or come as they should are no trouble.
bool is_trouble(const Event& event) {
  if (event.event_class == QLatin1String{"crash"}) return true;
  return event.event_class == QLatin1String{"supervision"} &&
         text_of(event, "kind") != QLatin1String{"started"};
}

}  // namespace

qint64 steady_milliseconds() {
  return QDeadlineTimer::current().deadline();
}

RestartScene::RestartScene(ScreenClock clock) : clock_{std::move(clock)} {
  tick_.setInterval(frame);
  connect(&tick_, &QTimer::timeout, this, &RestartScene::pass);
}

void RestartScene::note(const std::vector<std::variant<Event, Lost>>& happened, qint64 vtime) {
  vtime_ = vtime;
  if (const QStringList keys = marks_.drained(vtime); !keys.isEmpty()) emit marks_changed(keys);
  if (happened.empty()) return;
  const qint64 now = clock_();
  qint64 trouble = 0;
  for (const auto& line : happened)
    if (const auto* event = std::get_if<Event>(&line); event != nullptr && is_trouble(*event))
      ++trouble;
  const bool was_storm = storm_.is_on();
  storm_.note(trouble, now);
  // A storm is not played: what it does to single rows cannot be followed.
  if (storm_.is_on() && !was_storm) {
    marks_.set_motion(RestartMarks::Motion::still);
    emit marks_changed(marks_.changed(now));
  }
  for (const auto& line : happened) {
    if (const auto* event = std::get_if<Event>(&line)) {
      book_.note(*event, now);
      marks_.note(*event, now);
    } else if (std::get<Lost>(line).why == Lost::Why::overwritten) {
      book_.note_loss(now);
    }
  }
  model_.renew();
  find_headline();
  if (storm_.is_on() != was_storm) emit storm_changed();
  if (!tick_.isActive()) tick_.start();
  pass();
}

void RestartScene::find_headline() {
  const auto& stories = book_.stories();
  for (auto at = stories.rbegin(); at != stories.rend() && at->number > acknowledged_; ++at) {
    if (banner_text(*at).isEmpty()) continue;
    headline_ = at->number;
    return;
  }
}

const Story* RestartScene::headline() const {
  return headline_ > acknowledged_ ? book_.find(headline_) : nullptr;
}

void RestartScene::clear() {
  const bool was_storm = storm_.is_on();
  book_.clear();
  model_.renew();
  const RestartMarks::Motion motion =
      still_ ? RestartMarks::Motion::still : RestartMarks::Motion::moving;
  marks_.clear();
  marks_.set_motion(motion);
  storm_.clear();
  headline_ = acknowledged_ = 0;
  tick_.stop();
  if (was_storm) emit storm_changed();
  emit told();
}

void RestartScene::pass() {
  const qint64 now = clock_();
  const bool was_storm = storm_.is_on();
  storm_.pass(now);
  if (was_storm && !storm_.is_on()) {
    marks_.set_motion(still_ ? RestartMarks::Motion::still : RestartMarks::Motion::moving);
    emit storm_changed();
  }
  rest_if_nothing_moves();
  if (storm_.is_on() && was_storm && now - told_at_ < storm_told_every) return;
  told_at_ = now;
  if (const QStringList keys = marks_.changed(now); !keys.isEmpty()) emit marks_changed(keys);
  emit told();
}

void RestartScene::rest_if_nothing_moves() {
  if (!marks_.is_playing() && storm_.rate() == 0 && !storm_.is_on()) tick_.stop();
}

void RestartScene::set_still(bool still) {
  still_ = still;
  if (storm_.is_on()) return;
  marks_.set_motion(still ? RestartMarks::Motion::still : RestartMarks::Motion::moving);
  pass();
}

void RestartScene::acknowledge(const QString& key) {
  const QStringList keys = marks_.acknowledge(key);
  if (!book_.stories().empty()) acknowledged_ = book_.stories().back().number;
  if (!keys.isEmpty()) emit marks_changed(keys);
  emit told();
}

}  // namespace forlopp::console
