#include "gui/models/restart_marks.hpp"

#include <algorithm>
#include <utility>

#include "gui/models/event_fields.hpp"

namespace forlopp::console {
namespace {

using Look = RestartMark::Look;

/// From 1, just used, to 0; less if it has come back.
double left_of(qint64 used, qint64 period, qint64 vtime) {
  if (period <= 0) return -1.0;
  return std::min(1.0, 1.0 - static_cast<double>(vtime - used) / static_cast<double>(period));
}

/// What may be the keys of those above.
QStringList above(const QString& key) {
  QStringList keys;
  for (qsizetype at = key.lastIndexOf(QLatin1Char{'/'}); at > 0;
       at = key.lastIndexOf(QLatin1Char{'/'}, at - 1))
    keys.append(key.left(at));
  return keys;
}

}  // namespace

void RestartMarks::set_motion(Motion motion) {
  motion_ = motion;
  if (motion == Motion::moving) return;
  phases_.clear();
  plays_.clear();
}

void RestartMarks::note(const Event& event, qint64 now) {
  if (event.event_class != QLatin1String{"supervision"}) return;
  const QString kind = text_of(event, "kind");
  const bool is_restart = kind == QLatin1String{"restarted"};
  const bool gave_up = kind == QLatin1String{"gave_up"};
  if (is_restart) count(event);
  if (is_restart || gave_up || kind == QLatin1String{"start_error"}) spend(event);
  if (motion_ == Motion::still) return;
  if (is_restart) return restart(event, now);
  if (gave_up) return give_up(event, now);
  if (kind == QLatin1String{"terminated"}) end(event, now);
}

void RestartMarks::count(const Event& event) {
  const QString path = path_of(event);
  ++restarts_[path];
  counted_.insert(path);
  for (const QString& key : above(path)) {
    ++restarts_below_[key];
    counted_.insert(key);
  }
}

/// A restart of several children costs one notch: the event says how many are used with it.
void RestartMarks::spend(const Event& event) {
  Budget& budget = budgets_[text_of(event, "supervisor")];
  budget.period = number_of(event, "budget_period");
  const auto used = static_cast<std::size_t>(std::max(number_of(event, "budget_used"), qint64{0}));
  while (!budget.used.empty() && event.vtime - budget.used.front() > budget.period)
    budget.used.pop_front();
  while (budget.used.size() > used) budget.used.pop_front();
  if (budget.used.size() < used) budget.used.push_back(event.vtime);
}

std::vector<double> RestartMarks::notches(const QString& supervisor, qint64 vtime) const {
  std::vector<double> left;
  const auto found = budgets_.constFind(supervisor);
  if (found == budgets_.cend() || found->period <= 0) return left;
  for (const qint64 used : found->used)
    if (const double part = left_of(used, found->period, vtime); part >= 0.0) left.push_back(part);
  return left;
}

QStringList RestartMarks::drained(qint64 vtime) {
  QStringList supervisors;
  for (auto at = budgets_.begin(); at != budgets_.end();) {
    int sixteenths = 0;
    for (const qint64 used : at->used)
      if (const double left = left_of(used, at->period, vtime); left >= 0.0)
        sixteenths += 1 + qRound(left * 16.0);
    if (std::exchange(at->shown, sixteenths) != sixteenths) supervisors.append(at.key());
    at = sixteenths == 0 ? budgets_.erase(at) : std::next(at);
  }
  return supervisors;
}

RestartMarks::Play* RestartMarks::play_of(const QString& path) {
  const auto found = std::ranges::find_if(
      plays_, [&](const Play& play) { return play.path == path || play.others.contains(path); });
  return found == plays_.end() ? nullptr : &*found;
}

void RestartMarks::end(const Event& event, qint64 now) {
  const QString path = path_of(event);
  stop_what_takes_too_long(now);
  Play* play = play_of(path);
  if (play == nullptr) {
    if (plays_.size() >= played_max) return;
    const bool comes_back = holds(event, "is_restarted");
    const qint64 from = show(path, now, crash_for, {Look::crashed, text_of(event, "reason")});
    const qint64 seen = from + crash_for;
    plays_.push_back({path, {}, from, seen, comes_back ? now + at_most : seen});
    play = &plays_.back();
  }
  bracket(*play, event, now);
}

/// What never came back is over, for the eye at least.
void RestartMarks::stop_what_takes_too_long(qint64 now) {
  std::erase_if(plays_, [&](const Play& play) {
    if (play.until > now) return false;
    if (!play.path.isEmpty()) cut(play.path, now);
    for (const QString& other : play.others) cut(other, now);
    return true;
  });
}

void RestartMarks::bracket(Play& play, const Event& event, qint64 now) {
  const qint64 stopped = number_of(event, "stopped_count");
  if (stopped == 0) return;
  const QString path = path_of(event);
  const QString words =
      QStringLiteral("%1: %2 stopped").arg(text_of(event, "strategy")).arg(stopped);
  const qint64 from = std::max(now, play.shown_from);
  const Look look = mark(path, from).look == Look::escalated ? Look::escalated : Look::crashed;
  show(path, from, at_most, {look, words});
  for (const QString& id : texts_of(event, "stopped")) {
    const QString other = text_of(event, "supervisor") + QLatin1Char{'/'} + id;
    play.others.append(other);
    show(other, from, at_most, {Look::stopped, words});
  }
}

void RestartMarks::give_up(const Event& event, qint64 now) {
  Play* play = play_of(path_of(event));
  if (play == nullptr) return;
  const QString supervisor = text_of(event, "supervisor");
  const qint64 from = show(supervisor, std::max(now, play->free_at), at_most,
                           {Look::escalated, text_of(event, "reason")});
  cut(play->path, from);
  for (const QString& other : play->others) cut(other, from);
  *play = {supervisor, {}, from, from + climb_for, from + at_most};
}

void RestartMarks::restart(const Event& event, qint64 now) {
  const QString path = path_of(event);
  Play* play = play_of(path);
  if (play == nullptr) return;
  const QString former = text_of(event, "old_pid"), pid = text_of(event, "pid");
  const QString words = former.isEmpty() ? pid : QStringLiteral("%1 → %2").arg(former, pid);
  const qint64 from =
      show(path, std::max(now, play->free_at), restart_for, {Look::restarting, words});
  const qint64 back = from + restart_for;
  show(path, back, recovered_for, {Look::recovered, {}});
  play->others.removeAll(path);
  if (play->path == path) play->path.clear();
  if (!play->path.isEmpty() || !play->others.isEmpty()) return;
  play->until = back;  // What has recovered does not move.
}

qint64 RestartMarks::show(const QString& key, qint64 from, qint64 lasting, RestartMark mark) {
  for (Phase& phase : phases_[key]) {
    const bool goes_on = phase.from <= from && from < phase.until && phase.mark.look == mark.look;
    if (!goes_on) continue;
    phase.until = from + lasting;
    phase.mark = std::move(mark);
    std::erase_if(phases_[key], [from](const Phase& later) { return later.from > from; });
    return from;
  }
  const qint64 start = cut(key, from);
  phases_[key].push_back({start, start + lasting, std::move(mark)});
  return start;
}

qint64 RestartMarks::soonest(const QString& key, qint64 at) const {
  const auto found = phases_.constFind(key);
  if (found == phases_.cend()) return at;
  qint64 soonest = at;
  for (const Phase& phase : *found)
    if (phase.from <= at && at < phase.until && phase.mark.look != Look::recovered)
      soonest = std::max(soonest, phase.from + seen_for);
  return soonest;
}

/// What is shown of it ends, and what was to follow never comes.
qint64 RestartMarks::cut(const QString& key, qint64 at) {
  const qint64 end = soonest(key, at);
  const auto found = phases_.find(key);
  if (found == phases_.end()) return end;
  for (Phase& phase : *found) phase.until = std::min(phase.until, end);
  std::erase_if(*found, [](const Phase& phase) { return phase.from >= phase.until; });
  return end;
}

/// What began last is on top.
RestartMark RestartMarks::mark(const QString& key, qint64 now) const {
  const auto found = phases_.constFind(key);
  if (found == phases_.cend()) return {};
  const Phase* top = nullptr;
  for (const Phase& phase : *found)
    if (phase.from <= now && now < phase.until && (top == nullptr || phase.from >= top->from))
      top = &phase;
  return top == nullptr ? RestartMark{} : top->mark;
}

QStringList RestartMarks::changed(qint64 now) {
  QSet<QString> rows = std::exchange(counted_, {});
  QHash<QString, RestartMark> shown;
  for (auto at = phases_.begin(); at != phases_.end();) {
    std::erase_if(*at, [&](const Phase& phase) { return phase.until <= now; });
    if (const RestartMark mark = this->mark(at.key(), now); mark.look != Look::none)
      shown.insert(at.key(), mark);
    at = at->empty() ? phases_.erase(at) : std::next(at);
  }
  for (auto at = shown.cbegin(); at != shown.cend(); ++at)
    if (shown_.value(at.key()) != at.value()) rows.insert(at.key());
  for (auto at = shown_.cbegin(); at != shown_.cend(); ++at)
    if (!shown.contains(at.key())) rows.insert(at.key());
  shown_ = std::move(shown);
  return {rows.cbegin(), rows.cend()};
}

QStringList RestartMarks::acknowledge(const QString& key) {
  QStringList rows;
  const QString below = key + QLatin1Char{'/'};
  for (auto at = restarts_.begin(); at != restarts_.end();) {
    const bool is_meant = key.isEmpty() || at.key() == key || at.key().startsWith(below);
    if (!is_meant) {
      ++at;
      continue;
    }
    for (const QString& each : above(at.key())) {
      qint64& left = restarts_below_[each];
      left -= at.value();
      rows.append(each);
    }
    rows.append(at.key());
    at = restarts_.erase(at);
  }
  for (auto at = restarts_below_.begin(); at != restarts_below_.end();)
    at = at.value() <= 0 ? restarts_below_.erase(at) : std::next(at);
  rows.removeDuplicates();
  return rows;
}

}  // namespace forlopp::console
