#include "gui/models/mark_book.hpp"

#include <QCoreApplication>
#include <algorithm>
#include <utility>

#include "gui/models/event_fields.hpp"
#include "gui/palette.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 told_apart = second / 10;
constexpr int level_worth_a_mark = 3;

QString tr(const char* text) {
  return QCoreApplication::translate("Marks", text);
}

bool is(const Event& event, const char* event_class, const char* kind) {
  return event.event_class == QLatin1String{event_class} &&
         text_of(event, "kind") == QLatin1String{kind};
}

int alarm_level(const QString& severity) {
  return 3 - severity_rank(severity);
}

Mark mark_at(MarkKind kind, qint64 vtime) {
  return {.kind = kind, .from = vtime, .until = vtime};
}

std::optional<Mark> mark_of(const Event& event) {
  if (is(event, "fault", "strikes")) {
    Mark mark = mark_at(MarkKind::fault, event.vtime);
    mark.text = text_of(event, "fault");
    mark.object = text_of(event, "target");
    return mark;
  }
  if (is(event, "alarm", "raised")) {
    Mark mark = mark_at(MarkKind::alarm, event.vtime);
    mark.level = alarm_level(text_of(event, "severity"));
    mark.text = QStringLiteral("%1, %2").arg(text_of(event, "severity"), text_of(event, "cause"));
    mark.object = text_of(event, "object");
    return mark;
  }
  const qint64 level = number_of(event, "level");
  if (event.event_class != QLatin1String{"recovery"} || level < level_worth_a_mark)
    return std::nullopt;
  Mark mark = mark_at(MarkKind::escalation, event.vtime);
  mark.level = static_cast<int>(level);
  mark.text = tr("recovery level %1, %2").arg(level).arg(text_of(event, "level_name"));
  mark.object = text_of(event, "what");
  return mark;
}

void swallow(Mark& mark, const Mark& other) {
  mark.until = std::max(mark.until, other.until);
  mark.count += other.count;
  if (other.level <= mark.level) return;
  mark.level = other.level;
  mark.text = other.text;
  mark.object = other.object;
}

}  // namespace

QString mark_glyph(MarkKind kind) {
  static constexpr std::array<const char16_t*, mark_kinds> glyphs{u"▼", u"▽", u"↻", u"⇑", u"▲"};
  return QString::fromUtf16(glyphs[static_cast<std::size_t>(kind)]);
}

QString mark_text(const Mark& mark) {
  QString text = mark.kind == MarkKind::restart ? tr("%1 restarts").arg(mark.count) : mark.text;
  if (mark.kind == MarkKind::planned) text = tr("planned: %1").arg(text);
  if (!mark.object.isEmpty()) text += QStringLiteral(" · %1").arg(mark.object);
  if (mark.count > 1 && mark.kind != MarkKind::restart)
    text += tr(" and %1 more").arg(mark.count - 1);
  const QString when = mark.until - mark.from > told_apart
                           ? tr("%1 to %2").arg(clock_text(mark.from), clock_text(mark.until))
                           : clock_text(mark.from);
  return QStringLiteral("%1 %2  %3").arg(mark_glyph(mark.kind), when, text);
}

void MarkBook::add(Mark mark) {
  std::vector<Mark>& marks = marks_[static_cast<std::size_t>(mark.kind)];
  const auto after = std::ranges::upper_bound(marks, mark.from, {}, &Mark::from);
  if (after != marks.begin() && mark.from - std::prev(after)->from < told_apart)
    return swallow(*std::prev(after), mark);
  marks.insert(after, std::move(mark));
}

void MarkBook::add_once(Mark mark) {
  if (told_by_topic_.emplace(mark.kind, mark.from, mark.object).second) add(std::move(mark));
}

void MarkBook::note(const Event& event) {
  std::optional<Mark> mark = mark_of(event);
  if (mark && !told_by_topic_.contains({mark->kind, mark->from, mark->object}))
    add(std::move(*mark));
}

void MarkBook::apply_series(const ViewChange& change, const Columns& columns) {
  std::vector<Mark>& marks = marks_[static_cast<std::size_t>(MarkKind::restart)];
  for (const auto& [key, cells] : change.rows) {
    const qint64 count = columns.integer(cells, QLatin1String{"restarts"});
    if (count <= 0) continue;
    Mark mark = mark_at(MarkKind::restart, key.toLongLong() * second);
    mark.until += second;
    mark.count = count;
    const auto place = std::ranges::lower_bound(marks, mark.from, {}, &Mark::from);
    if (place != marks.end() && place->from == mark.from)
      *place = std::move(mark);
    else
      marks.insert(place, std::move(mark));
  }
}

/// Strikes after the first look are told by events, each of them.
void MarkBook::apply_faults(const ViewChange& change, const Columns& columns) {
  if (change.all) planned_.clear();
  for (const QString& gone : change.gone) planned_.erase(gone);
  for (const auto& [key, cells] : change.rows) plan(key, cells, columns);
  faults_seen_ = true;
  std::vector<Mark>& marks = marks_[static_cast<std::size_t>(MarkKind::planned)];
  marks.clear();
  for (const auto& [fault, mark] : planned_) marks.push_back(mark);
  std::ranges::stable_sort(marks, {}, &Mark::from);
}

void MarkBook::plan(const QString& fault, const Cells& cells, const Columns& columns) {
  planned_.erase(fault);
  const QCborValue at = columns.cell(cells, QLatin1String{"at"});
  if (!at.isInteger()) return;  // It waits for something else than the clock.
  const bool ahead = columns.text(cells, QLatin1String{"state"}) == QLatin1String{"planned"};
  Mark mark = mark_at(ahead ? MarkKind::planned : MarkKind::fault, at.toInteger());
  mark.text = fault;
  mark.object = columns.text(cells, QLatin1String{"target"});
  if (ahead)
    planned_.emplace(fault, std::move(mark));
  else if (!faults_seen_)
    add_once(std::move(mark));
}

void MarkBook::apply_alarms(const ViewChange& change, const Columns& columns) {
  if (std::exchange(alarms_seen_, true)) return;
  for (const auto& [key, cells] : change.rows) {
    Mark mark = mark_at(MarkKind::alarm, columns.integer(cells, QLatin1String{"raised"}));
    const QString severity = columns.text(cells, QLatin1String{"severity"});
    mark.level = alarm_level(severity);
    mark.text = QStringLiteral("%1, %2").arg(severity, columns.text(cells, QLatin1String{"cause"}));
    mark.object = columns.text(cells, QLatin1String{"object"});
    add_once(std::move(mark));
  }
}

void MarkBook::clear() {
  *this = {};
}

std::vector<Mark> merged(const std::vector<Mark>& marks, const TimeSpan& span, qint64 within) {
  std::vector<Mark> few;
  for (auto mark = std::ranges::lower_bound(marks, span.from, {}, &Mark::from);
       mark != marks.end() && mark->from <= span.until; ++mark) {
    if (few.empty() || mark->from - few.back().from >= within)
      few.push_back(*mark);
    else
      swallow(few.back(), *mark);
  }
  return few;
}

}  // namespace forlopp::console
