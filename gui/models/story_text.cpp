#include "gui/models/story_text.hpp"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>

#include "gui/palette.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

using Kind = StoryLink::Kind;

constexpr qsizetype named_max = 3;
constexpr qint64 worth_a_banner = 3;  // A level of recovery.

QString tr(const char* text) {
  return QCoreApplication::translate("Story", text);
}

QString deed(const QString& reason) {
  if (reason == QLatin1String{"killed"}) return tr("was killed");
  if (reason == QLatin1String{"normal"} || reason.startsWith(QLatin1String{"shutdown"}))
    return tr("ended (%1)").arg(reason);
  return reason.isEmpty() ? tr("died") : tr("crashed (%1)").arg(reason);
}

QString notch(const StoryLink& link) {
  if (link.budget <= 0) return {};
  const QString cost = tr("notch %1 of %2").arg(link.budget_used).arg(link.budget);
  return link.budget_used >= link.budget ? tr("%1, the next escalates").arg(cost) : cost;
}

QString along(const StoryLink& link) {
  if (link.stopped_count <= 0) return {};
  QStringList named = link.stopped.mid(0, named_max);
  if (link.stopped_count > named.size())
    named.append(tr("%1 more").arg(link.stopped_count - named.size()));
  return tr("%1: %2 stopped (%3)")
      .arg(link.strategy)
      .arg(link.stopped_count)
      .arg(named.join(QStringLiteral(", ")));
}

const StoryLink* last_of(const Story& story, Kind kind) {
  const auto found =
      std::ranges::find(story.links.rbegin(), story.links.rend(), kind, &StoryLink::kind);
  return found == story.links.rend() ? nullptr : &*found;
}

/// What was restarted last is what the repair ended with: of a group its first.
const StoryLink* decisive_restart(const Story& story) {
  const StoryLink* last = last_of(story, Kind::end);
  const StoryLink* any = last_of(story, Kind::restart);
  if (last == nullptr) return any;
  for (const StoryLink& link : story.links)
    if (link.kind == Kind::restart && link.supervisor == last->supervisor &&
        link.who == last->who && link.event > last->event)
      return &link;
  return any;
}

QString outcome(const Story& story) {
  switch (story.state) {
    case Story::State::under_way: return tr("being put right");
    case Story::State::ended:
      return story.call > 0 ? tr("its call %1 is over, and nobody starts it again").arg(story.call)
                            : tr("nobody starts it again");
    case Story::State::given_up: return tr("nobody is left to start it again");
    case Story::State::cut: return tr("what came of it was not heard");
    case Story::State::put_right: break;
  }
  const StoryLink* restart = decisive_restart(story);
  if (restart == nullptr) return tr("it came back with its supervisor");
  const QString whom = restart->who == story.child ? tr("it") : restart->who;
  QStringList parts{tr("%1 restarted %2").arg(last_id(restart->supervisor), whom)};
  if (const QString cost = notch(*restart); !cost.isEmpty()) parts.append(cost);
  return parts.join(QStringLiteral(", "));
}

QString losses(const Story& story) {
  QStringList parts;
  if (story.kept_stable >= 0 && story.level >= worth_a_banner)
    parts.append(tr("%1 stable kept").arg(story.kept_stable));
  if (story.lost_stable > 0) parts.append(tr("%1 stable lost").arg(story.lost_stable));
  if (story.lost_transient > 0 || (!parts.isEmpty() && story.lost_stable == 0))
    parts.append(tr("%1 transient lost").arg(story.lost_transient));
  return parts.join(QStringLiteral(", "));
}

}  // namespace

QString last_id(const QString& key) {
  qsizetype at = key.size();
  do {
    at = key.lastIndexOf(QLatin1Char{'/'}, at - 1);
    if (at < 0) return key;
  } while (at > 0 && at + 1 < key.size() && key[at + 1].isDigit());
  return key.mid(at + 1);
}

QString story_text(const Story& story) {
  QStringList parts{QStringLiteral("%1 %2").arg(story.who, deed(story.reason))};
  if (story.linked > 0) parts.append(tr("%1 linked to it died too").arg(story.linked));
  for (const StoryLink& link : story.links) {
    if (link.kind == Kind::end && link.stopped_count > 0) parts.append(along(link));
    if (link.kind == Kind::gave_up) parts.append(tr("%1 gave up").arg(last_id(link.supervisor)));
  }
  parts.append(outcome(story));
  if (const QString lost = losses(story); !lost.isEmpty()) parts.append(lost);
  QString text = parts.join(QStringLiteral("; "));
  return story.times > 1 ? tr("%1 × %2").arg(text).arg(story.times) : text;
}

QString link_text(const StoryLink& link) {
  const QString who = link.who.isEmpty() ? link.pid : link.who;
  const QString by = last_id(link.supervisor);
  QStringList parts;
  switch (link.kind) {
    case Kind::crash: parts = {tr("%1 %2 %3").arg(who, link.pid, deed(link.reason))}; break;
    case Kind::linked:
      parts = {tr("%1 %2 was linked to it and died too").arg(who, link.pid)};
      break;
    case Kind::end:
      parts = {link.comes_back ? tr("%1 saw %2 end").arg(by, who)
                               : tr("%1 saw %2 end, and does not start it again").arg(by, who),
               along(link)};
      break;
    case Kind::failed_start:
      parts = {tr("%1 did not come up (%2); %3 tries again").arg(who, link.reason, by)};
      break;
    case Kind::restart:
      parts = {
          tr("%1 restarted %2").arg(by, who),
          link.old_pid.isEmpty() ? link.pid : QStringLiteral("%1 → %2").arg(link.old_pid, link.pid),
          notch(link), link.took > 0 ? tr("away for %1").arg(duration_text(link.took)) : QString{}};
      break;
    case Kind::gave_up:
      parts = {tr("%1 gave up: more than %2 restarts in %3")
                   .arg(by)
                   .arg(link.budget)
                   .arg(duration_text(link.budget_period)),
               link.escalates_to.isEmpty() ? tr("nobody is above it")
                                           : tr("%1 acts").arg(last_id(link.escalates_to))};
      break;
  }
  parts.removeAll(QString{});
  return parts.join(QStringLiteral(", "));
}

QString link_glyph(Kind kind) {
  switch (kind) {
    case Kind::crash: return glyph(State::crashed);
    case Kind::linked: return QStringLiteral("⌁");
    case Kind::end: return QStringLiteral("▸");
    case Kind::failed_start: return QStringLiteral("!");
    case Kind::restart: return glyph(State::restarting);
    case Kind::gave_up: return glyph(State::escalated);
  }
  return {};
}

QString story_glyph(const Story& story) {
  switch (story.state) {
    case Story::State::under_way: return glyph(State::restarting);
    case Story::State::put_right:
      return glyph(story.escalations > 0 ? State::escalated : State::recovered);
    case Story::State::ended:
    case Story::State::given_up: return glyph(State::crashed);
    case Story::State::cut: return glyph(State::unknown);
  }
  return {};
}

QString banner_text(const Story& story) {
  if (story.level < worth_a_banner) return {};
  const StoryLink* restart = decisive_restart(story);
  const QString whom = restart == nullptr ? story.who : restart->who;
  if (story.state == Story::State::given_up)
    return tr("level %1: %2").arg(story.level).arg(story_text(story));
  if (restart == nullptr || story.state == Story::State::under_way)
    return tr("level %1: %2 is being put right").arg(story.level).arg(last_id(whom));
  QStringList cost{losses(story)};
  cost.append(duration_text(story.last - story.began));
  cost.removeAll(QString{});
  return tr("level %1: %2 restarted – %3")
      .arg(story.level)
      .arg(whom, cost.join(QStringLiteral(", ")));
}

}  // namespace forlopp::console
