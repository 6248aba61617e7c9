#include "gui/models/ladder.hpp"

#include <QCborArray>
#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace forlopp::console {
namespace {

struct Kind {
  const char* word;
  const char* title;
  const char16_t* glyph;
};

constexpr std::array<Kind, 6> kinds{{
    {"message", QT_TRANSLATE_NOOP("Ladder", "message"), u"→"},
    {"signal", QT_TRANSLATE_NOOP("Ladder", "signal"), u"⇢"},
    {"timer", QT_TRANSLATE_NOOP("Ladder", "timer"), u"◷"},
    {"spawn", QT_TRANSLATE_NOOP("Ladder", "spawn"), u"✚"},
    {"exit", QT_TRANSLATE_NOOP("Ladder", "exit"), u"✖"},
    {"restart", QT_TRANSLATE_NOOP("Ladder", "restart"), u"↻"},
}};

/// Of a row of the answer; a later protocol may have more columns.
enum Column { vtime, from, to, type, id, cause, kind, sent, handled, waiting };

StepKind kind_of(const QString& word) {
  const auto found = std::ranges::find_if(
      kinds, [&](const Kind& kind) { return word == QLatin1String{kind.word}; });
  return found == kinds.end() ? StepKind::message : static_cast<StepKind>(found - kinds.begin());
}

const Kind& look(StepKind kind) {
  return kinds.at(static_cast<std::size_t>(kind));
}

int lane_of(QStringList& lanes, const QString& label) {
  const qsizetype found = lanes.indexOf(label);
  if (found >= 0) return static_cast<int>(found);
  lanes.append(label);
  return static_cast<int>(lanes.size() - 1);
}

LadderStep read_step(const QCborArray& row, QStringList& lanes) {
  return {.vtime = row.at(Column::vtime).toInteger(),
          .from = lane_of(lanes, row.at(Column::from).toString()),
          .to = lane_of(lanes, row.at(Column::to).toString()),
          .type = row.at(Column::type).toString(),
          .id = row.at(Column::id).toInteger(),
          .cause = row.at(Column::cause).toInteger(),
          .kind = kind_of(row.at(Column::kind).toString()),
          .sent = row.at(Column::sent).toInteger(-1),
          .handled = row.at(Column::handled).toInteger(-1),
          .waiting = row.at(Column::waiting).toInteger(-1)};
}

QStringList texts_in(const QCborValue& list) {
  QStringList texts;
  for (const QCborValue& text : list.toArray()) texts.append(text.toString());
  return texts;
}

}  // namespace

QString glyph(StepKind kind) {
  return QString::fromUtf16(look(kind).glyph);
}

QString title(StepKind kind) {
  return QCoreApplication::translate("Ladder", look(kind).title);
}

bool LadderStep::is_again(const LadderStep& later) const {
  if (id != 0 || later.id != 0) return id == later.id;
  return vtime == later.vtime && from == later.from && to == later.to && type == later.type;
}

Ladder read_ladder(const QCborMap& answer) {
  const auto value = [&](const char* key) { return answer[QLatin1String{key}]; };
  Ladder ladder{.lanes = texts_in(value("lanes")),
                .pids = texts_in(value("pids")),
                .traced = value("source").toString() == QLatin1String{"trace"},
                .tracing = value("tracing").toBool(),
                .alive = value("alive").toBool(),
                .since = value("since").toInteger(-1),
                .missing = value("forgotten").toInteger() + value("left_out").toInteger(),
                .text = value("text").toString()};
  for (const QCborValue& row : value("steps").toArray())
    ladder.steps.push_back(read_step(row.toArray(), ladder.lanes));
  while (ladder.pids.size() < ladder.lanes.size()) ladder.pids.append(QString{});
  return ladder;
}

std::optional<int> Ladder::cause_of(int step) const {
  const qint64 cause = steps[static_cast<std::size_t>(step)].cause;
  const auto found = std::ranges::find(steps, cause, &LadderStep::id);
  if (cause == 0 || found == steps.end()) return std::nullopt;
  return static_cast<int>(found - steps.begin());
}

std::optional<int> Ladder::effect_of(int step) const {
  const qint64 id = steps[static_cast<std::size_t>(step)].id;
  const auto found = std::ranges::find(steps, id, &LadderStep::cause);
  if (id == 0 || found == steps.end()) return std::nullopt;
  return static_cast<int>(found - steps.begin());
}

QString arrow_text(const LadderStep& step) {
  if (step.kind == StepKind::message) return step.type;
  const QString what = step.kind == StepKind::spawn ? title(step.kind) : step.type;
  return QStringLiteral("%1 %2").arg(glyph(step.kind), what);
}

}  // namespace forlopp::console
