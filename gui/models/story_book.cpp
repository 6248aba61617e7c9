#include "gui/models/story_book.hpp"

#include <algorithm>
#include <utility>

#include "gui/models/event_fields.hpp"

namespace forlopp::console {
namespace {

using Kind = StoryLink::Kind;

constexpr qint64 second = 1'000'000'000;
constexpr std::size_t pids_max = 128;  // Remembered of one story.
constexpr std::size_t waits_max = 4'096;
constexpr qsizetype kin_max_of_one = 256;
constexpr std::size_t kin_max = 8'192;
constexpr int youngest = 64;  // How far back losses are looked for.

StoryLink link_of(Kind kind, const Event& event) {
  return {.kind = kind,
          .event = event.number,
          .vtime = event.vtime,
          .who = text_of(event, "child"),
          .pid = text_of(event, "pid"),
          .old_pid = text_of(event, "old_pid"),
          .supervisor = text_of(event, "supervisor"),
          .reason = text_of(event, "reason"),
          .strategy = text_of(event, "strategy"),
          .stopped = texts_of(event, "stopped"),
          .stopped_count = number_of(event, "stopped_count"),
          .budget_used = number_of(event, "budget_used"),
          .budget = number_of(event, "budget"),
          .budget_period = number_of(event, "budget_period"),
          .took = number_of(event, "took"),
          .escalates_to = text_of(event, "escalates_to"),
          .comes_back = holds(event, "is_restarted")};
}

/// Equal stories tell the same of the same child.
QString signature(const Story& story) {
  return QStringLiteral("%1|%2|%3|%4|%5|%6")
      .arg(story.supervisor, story.child, story.reason)
      .arg(static_cast<int>(story.state))
      .arg(story.level)
      .arg(story.linked > 0);
}

void name_after_child(Story& story, const Event& event) {
  if (!story.child.isEmpty()) return;
  story.child = text_of(event, "child");
  story.supervisor = text_of(event, "supervisor");
  if (story.child.isEmpty()) story.child = text_of(event, "label");
  if (story.who.isEmpty()) story.who = story.child;
}

bool can_be_merged(const Story& story) {
  return story.escalations == 0 && !story.child.isEmpty() &&
         (story.state == Story::State::put_right || story.state == Story::State::ended);
}

}  // namespace

void StoryBook::clear() {
  *this = {};
}

const Story* StoryBook::find(qint64 number) const {
  const auto at = std::ranges::lower_bound(stories_, number, {}, &Story::number);
  return at != stories_.end() && at->number == number ? &*at : nullptr;
}

Story* StoryBook::story(qint64 number) {
  return const_cast<Story*>(std::as_const(*this).find(number));
}

void StoryBook::note(const Event& event, qint64 now) {
  if (event.number <= last_event_) clear();  // Told anew, from an earlier point.
  last_event_ = event.number;
  if (event.event_class == QLatin1String{"crash"}) return note_crash(event, now);
  if (event.event_class == QLatin1String{"recovery"}) return note_recovery(event);
  if (event.event_class != QLatin1String{"supervision"}) return;
  const QString kind = text_of(event, "kind");
  if (kind == QLatin1String{"terminated"}) return note_end(event, now);
  if (kind == QLatin1String{"restarted"}) return note_restart(event, now);
  if (kind == QLatin1String{"start_error"}) return note_failed_start(event, now);
  if (kind == QLatin1String{"gave_up"}) return note_giving_up(event, now);
}

void StoryBook::note_loss(qint64 now) {
  waits_.clear();
  for (Story& story : stories_) {
    if (story.state != Story::State::under_way) continue;
    story.state = Story::State::cut;
    story.heard = now;
    story.revision = ++revision_;
  }
}

void StoryBook::note_crash(const Event& event, qint64 now) {
  const bool by_link = holds(event, "by_link");
  Story* known = by_link ? of_link(event) : nullptr;
  Story& story = known != nullptr ? *known : begin(event);
  StoryLink link = link_of(known != nullptr ? Kind::linked : Kind::crash, event);
  link.who = text_of(event, "label").isEmpty() ? link.pid : text_of(event, "label");
  if (known != nullptr) {
    ++story.linked;
  } else {
    story.who = link.who;
    story.pid = link.pid;
    story.call = number_of(event, "call");
    remember_kin(story, event);
  }
  remember(story, link.pid);
  add(story, std::move(link), event, now);
}

/// A supervisor does one thing at a time: what it had not started again when it sees another end,
/// it never will. And whoever waited for a supervisor that has ended comes back with it.
void StoryBook::drop_what_is_overtaken(const Event& event) {
  const QString supervisor = text_of(event, "supervisor"), path = path_of(event);
  const QString below = path + QLatin1Char{'/'};
  drop_waits([&](const Wait& wait) {
    const bool ended = wait.supervisor == path || wait.supervisor.startsWith(below);
    return ended || (wait.what == Wait::For::return_of_stopped && wait.supervisor == supervisor);
  });
}

void StoryBook::note_end(const Event& event, qint64 now) {
  drop_what_is_overtaken(event);
  const QString path = path_of(event), pid = text_of(event, "pid");
  const auto known = by_pid_.constFind(pid);
  const auto above = std::ranges::find_if(waits_, [&](const Wait& wait) {
    return wait.what == Wait::For::supervisor_above && wait.path == path;
  });
  Story* found = above != waits_.end()     ? story(above->story)
                 : known != by_pid_.cend() ? story(*known)
                                           : nullptr;
  if (above != waits_.end()) waits_.erase(above);
  Story& told = found != nullptr ? *found : begin(event);
  name_after_child(told, event);
  if (told.pid.isEmpty()) told.pid = pid;
  remember(told, pid);
  StoryLink link = link_of(Kind::end, event);
  const bool comes_back = link.comes_back;
  if (comes_back) told.level = std::max(told.level, number_of(event, "level"));
  add(told, std::move(link), event, now);
  if (!comes_back) return end_unless_waiting(told.number, Story::State::ended);
  told.state = Story::State::under_way;
  waits_.push_back({Wait::For::restart, told.number, text_of(event, "supervisor"), path, pid});
  wait_for_stopped(told, event);
}

void StoryBook::wait_for_stopped(const Story& story, const Event& event) {
  const QString supervisor = text_of(event, "supervisor");
  for (const QString& id : texts_of(event, "stopped"))
    waits_.push_back({Wait::For::return_of_stopped,
                      story.number,
                      supervisor,
                      supervisor + QLatin1Char{'/'} + id,
                      {}});
  if (waits_.size() > waits_max)
    waits_.erase(waits_.begin(), waits_.end() - static_cast<std::ptrdiff_t>(waits_max));
}

void StoryBook::note_restart(const Event& event, qint64 now) {
  const Wait* wait = wait_of(path_of(event), text_of(event, "old_pid"));
  if (wait == nullptr) return;
  const qint64 number_of_story = wait->story;
  drop_wait(wait);
  Story* told = story(number_of_story);
  if (told == nullptr) return;
  ++told->restarts;
  told->level = std::max(told->level, number_of(event, "level"));
  add(*told, link_of(Kind::restart, event), event, now);
  end_unless_waiting(number_of_story, Story::State::put_right);
}

void StoryBook::note_failed_start(const Event& event, qint64 now) {
  const Wait* wait = wait_of(path_of(event), text_of(event, "pid"));
  if (Story* told = wait == nullptr ? nullptr : story(wait->story))
    add(*told, link_of(Kind::failed_start, event), event, now);
}

void StoryBook::note_giving_up(const Event& event, qint64 now) {
  const QString supervisor = text_of(event, "supervisor");
  const Wait* wait = wait_of(path_of(event), text_of(event, "pid"));
  const bool is_known = wait != nullptr && story(wait->story) != nullptr;
  const qint64 number_of_story = is_known ? wait->story : begin(event).number;
  ++story(number_of_story)->escalations;  // It is no longer equal to any other.
  drop_waits([&](const Wait& each) { return each.supervisor == supervisor; });
  Story& told = *story(number_of_story);
  name_after_child(told, event);
  told.level = std::max(told.level, number_of(event, "level"));
  StoryLink link = link_of(Kind::gave_up, event);
  const bool is_topmost = link.escalates_to.isEmpty();
  add(told, std::move(link), event, now);
  told.state = is_topmost ? Story::State::given_up : Story::State::under_way;
  if (!is_topmost) waits_.push_back({Wait::For::supervisor_above, told.number, {}, supervisor, {}});
}

void StoryBook::note_recovery(const Event& event) {
  Story* told = nullptr;
  if (event.fields.contains(QLatin1String{"kept_stable"})) {
    const QString what = text_of(event, "what");
    for (auto at = stories_.rbegin(); at != stories_.rend() && told == nullptr; ++at) {
      if (event.vtime - at->last > second || at - stories_.rbegin() > youngest) break;
      const bool is_it = std::ranges::any_of(at->links, [&](const StoryLink& link) {
        return link.kind == Kind::restart && link.who == what;
      });
      if (is_it) told = &*at;
    }
    if (told == nullptr) return;
    told->kept_stable = number_of(event, "kept_stable");
  } else {
    told = of_loss(event);
    if (told == nullptr) return;
    told->lost_transient += number_of(event, "lost_transient");
    told->lost_stable += number_of(event, "lost_stable");
  }
  told->revision = ++revision_;
}

/// Calls were lost: by what died lately of the same reason, else by what is being put right.
Story* StoryBook::of_loss(const Event& event) {
  const QString reason = text_of(event, "reason");
  Story* under_way = nullptr;
  int looked_at = 0;
  for (auto at = stories_.rbegin(); at != stories_.rend() && ++looked_at <= youngest; ++at) {
    if (event.vtime - at->last > 10 * second) break;
    if (at->reason == reason && event.vtime - at->last <= second) return &*at;
    const bool fits =
        at->state == Story::State::under_way || number_of(event, "level") <= at->level;
    if (under_way == nullptr && fits && at->restarts + at->escalations > 0) under_way = &*at;
  }
  return under_way;
}

Story& StoryBook::begin(const Event& event) {
  if (stories_.size() >= stories_max) forget_oldest();
  Story story;
  story.number = event.number;
  story.began = story.last = event.vtime;
  story.reason = text_of(event, "reason");
  stories_.push_back(std::move(story));
  return stories_.back();
}

void StoryBook::forget_oldest() {
  const qint64 number = stories_.front().number;
  for (const QString& pid : pids_[number]) by_pid_.remove(pid);
  pids_.erase(number);
  std::erase_if(waits_, [&](const Wait& wait) { return wait.story == number; });
  stories_.pop_front();
  if (ended_last_.size() > 4 * static_cast<qsizetype>(stories_max)) ended_last_.clear();
}

/// One of those to whom it was linked has died just before.
Story* StoryBook::of_link(const Event& event) {
  const auto near = [&](qint64 number) {
    Story* of = story(merged_into_.value(number, number));
    return of != nullptr && event.vtime - of->last <= second ? of : nullptr;
  };
  if (Story* of = near(kin_.value(text_of(event, "pid")))) return of;
  for (const QString& pid : texts_of(event, "links") + QStringList{text_of(event, "parent")})
    if (Story* of = near(by_pid_.value(pid))) return of;
  for (auto at = stories_.rbegin(); at != stories_.rend(); ++at) {
    if (event.vtime != at->last || at - stories_.rbegin() > youngest) break;
    if (at->reason == text_of(event, "reason")) return &*at;
  }
  return nullptr;
}

void StoryBook::remember_kin(const Story& story, const Event& event) {
  for (const QString& pid : texts_of(event, "links").mid(0, kin_max_of_one)) {
    kin_.insert(pid, story.number);
    kin_order_.push_back(pid);
  }
  while (kin_order_.size() > kin_max) {
    kin_.remove(kin_order_.front());
    kin_order_.pop_front();
  }
}

void StoryBook::remember(Story& story, const QString& pid) {
  if (pid.isEmpty() || by_pid_.value(pid) == story.number) return;
  by_pid_.insert(pid, story.number);
  std::vector<QString>& pids = pids_[story.number];
  pids.push_back(pid);
  if (pids.size() <= pids_max) return;
  if (by_pid_.value(pids.front()) == story.number) by_pid_.remove(pids.front());
  pids.erase(pids.begin());
}

void StoryBook::add(Story& story, StoryLink link, const Event& event, qint64 now) {
  story.last = event.vtime;
  story.heard = now;
  story.revision = ++revision_;
  if (story.links.size() < Story::links_max)
    story.links.push_back(std::move(link));
  else
    ++story.links_left_out;
}

StoryBook::Wait* StoryBook::wait_of(const QString& path, const QString& pid) {
  Wait* first = nullptr;
  for (Wait& wait : waits_) {
    if (wait.path != path) continue;
    if (!pid.isEmpty() && wait.pid == pid) return &wait;
    if (first == nullptr) first = &wait;
  }
  return first;
}

void StoryBook::drop_wait(const Wait* wait) {
  waits_.erase(waits_.begin() + (wait - waits_.data()));
}

void StoryBook::drop_waits(const std::function<bool(const Wait& wait)>& which) {
  std::vector<qint64> freed;
  std::erase_if(waits_, [&](const Wait& wait) {
    const bool drop = which(wait);
    if (drop) freed.push_back(wait.story);
    return drop;
  });
  for (const qint64 number : freed) end_unless_waiting(number, Story::State::put_right);
}

void StoryBook::end_unless_waiting(qint64 number, Story::State state) {
  Story* told = story(number);
  if (told == nullptr ||
      std::ranges::any_of(waits_, [&](const Wait& wait) { return wait.story == number; }))
    return;
  // A linked process that nobody starts again changes nothing of a repair.
  const bool repaired = told->restarts > 0;
  told->state = state == Story::State::ended && repaired ? Story::State::put_right : state;
  told->revision = ++revision_;
  if (can_be_merged(*told)) merge_if_equal(number);
}

void StoryBook::merge_if_equal(qint64 number) {
  Story* late = story(number);
  qint64& last = ended_last_[signature(*late)];
  Story* early = last == number ? nullptr : story(last);
  if (early == nullptr || late->heard - early->heard > one_glance) {
    last = number;
    return;
  }
  early->times += late->times;
  early->lost_transient += late->lost_transient;
  early->lost_stable += late->lost_stable;
  early->restarts = late->restarts;
  early->linked = late->linked;
  early->kept_stable = late->kept_stable;
  early->last = late->last;
  early->heard = late->heard;
  early->who = late->who;
  early->pid = late->pid;
  early->call = late->call;
  early->links = std::move(late->links);
  early->links_left_out = late->links_left_out;
  early->revision = ++revision_;
  const std::vector<QString> pids = std::exchange(pids_[number], {});
  pids_.erase(number);
  if (merged_into_.size() > static_cast<qsizetype>(kin_max)) merged_into_.clear();
  merged_into_.insert(number, early->number);
  for (const QString& pid : pids) remember(*early, pid);
  stories_.erase(std::ranges::lower_bound(stories_, number, {}, &Story::number));
}

}  // namespace forlopp::console
