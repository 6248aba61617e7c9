#include "gui/panels/mini_timeline.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <array>

#include "gui/panels/measure.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int height_usual = 18;
constexpr int margin = 6;
constexpr int middle = 9;  // Faults and escalations above, restarts and alarms below.
constexpr int marks_apart = 8;
constexpr int reach = 6;
constexpr int digits = 9;
constexpr int lines_told = 8;
constexpr qint64 second = 1'000'000'000;

/// What wins where several are at one place.
constexpr std::array kinds{MarkKind::fault, MarkKind::planned, MarkKind::escalation,
                           MarkKind::alarm, MarkKind::restart};

QColor colour_of(const Mark& mark, Theme theme) {
  static constexpr std::array severities{"warning", "minor", "major", "critical"};
  switch (mark.kind) {
    case MarkKind::fault:
    case MarkKind::planned: return colour(State::crashed, theme);
    case MarkKind::restart: return colour(State::restarting, theme);
    case MarkKind::escalation: return colour(State::escalated, theme);
    case MarkKind::alarm: break;
  }
  const auto rank = static_cast<std::size_t>(std::clamp(mark.level, 0, 3));
  return severity_colour(QLatin1String{severities[rank]}, theme);
}

QPolygonF triangle(double x, double base, double tip, double half) {
  return QPolygonF{{QPointF{x - half, base}, QPointF{x + half, base}, QPointF{x, tip}}};
}

void paint_shape(QPainter& painter, const Mark& mark, double x, const Measure& px,
                 const QColor& back) {
  const double half = px(4.0), above = px(middle) - 1.0, below = px(middle) + 2.0;
  const QColor colour = painter.pen().color();
  painter.setBrush(mark.kind == MarkKind::planned ? back : colour);
  switch (mark.kind) {
    case MarkKind::fault:
    case MarkKind::planned: painter.drawPolygon(triangle(x, 1.0, above, half)); return;
    case MarkKind::alarm:
      painter.drawPolygon(triangle(x, px(height_usual) - 1.0, below, half));
      return;
    case MarkKind::restart:
      painter.fillRect(QRectF{x - 1, below, px(2.0), px(6.0)}, colour);
      return;
    case MarkKind::escalation:
      painter.fillRect(QRectF{x - 1, 0, px(3.0), 1.0 * px(height_usual)}, colour);
      return;
  }
}

/// `⇑3`, `12`, or nothing.
QString number_of(const Mark& mark) {
  if (mark.kind == MarkKind::escalation) return QStringLiteral("⇑%1").arg(mark.level);
  return mark.count > 1 ? QString::number(mark.count) : QString{};
}

}  // namespace

MiniTimeline::MiniTimeline(const Desk& desk, QWidget* parent) : QWidget{parent}, desk_{desk} {
  setObjectName(QStringLiteral("mini_timeline"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("The run from its start to its end"));
  setMouseTracking(true);
  turn_.setSingleShot(true);
  turn_.setInterval(100);
  connect(&turn_, &QTimer::timeout, this, [this] {
    say();
    update();
  });
  desk_.asker.want({QStringLiteral("series"), {}, hz::charts});
  for (const char* topic : {"faults", "alarms"})
    desk_.asker.want({QLatin1String{topic}, {}, hz::lists});
  connect(&desk_.picture, &Picture::history_changed, this, &MiniTimeline::renew);
  connect(&desk_.picture, &Picture::run_changed, this, &MiniTimeline::renew);
  connect(&desk_.focus, &Focus::moved, this, &MiniTimeline::renew);
  say();
}

void MiniTimeline::renew() {
  if (!turn_.isActive()) turn_.start();
}

QSize MiniTimeline::sizeHint() const {
  return {400, measure()(height_usual)};
}

QSize MiniTimeline::minimumSizeHint() const {
  return {120, measure()(height_usual)};
}

Measure MiniTimeline::measure() const {
  return Measure{fontMetrics()};
}

int MiniTimeline::track() const {
  return std::max(1, width() - 2 * measure()(margin));
}

qint64 MiniTimeline::end() const {
  return std::max({desk_.picture.run().ends, desk_.picture.stamp().vtime, second});
}

int MiniTimeline::x_of(qint64 vtime) const {
  const double share = static_cast<double>(vtime) / static_cast<double>(end());
  return measure()(margin) + qRound(share * track());
}

qint64 MiniTimeline::vtime_at(int x) const {
  const double share = static_cast<double>(x - measure()(margin)) / track();
  return qRound64(std::clamp(share, 0.0, 1.0) * static_cast<double>(end()));
}

std::vector<Mark> MiniTimeline::marks_of(MarkKind kind) const {
  const qint64 within = end() * measure()(marks_apart) / track();
  return merged(desk_.picture.marks().of(kind), {0, end()}, within);
}

std::optional<Mark> MiniTimeline::mark_near(int x) const {
  const int near = measure()(reach);
  for (const MarkKind kind : kinds)
    for (const Mark& mark : marks_of(kind))
      if (std::abs(x_of(mark.from) - x) <= near) return mark;
  return std::nullopt;
}

QString MiniTimeline::text_at(int x) const {
  const int near = measure()(reach);
  QStringList lines;
  for (const MarkKind kind : kinds)
    for (const Mark& mark : marks_of(kind))
      if (std::abs(x_of(mark.from) - x) <= near) lines.append(mark_text(mark));
  const qint64 more = lines.size() - lines_told;
  if (more > 0) lines.resize(lines_told);
  if (more > 0) lines.append(tr("and %1 more").arg(more));
  const qint64 there = vtime_at(x);
  lines.prepend(there > desk_.picture.stamp().vtime ? tr("%1, to come").arg(clock_text(there))
                                                    : clock_text(there));
  return lines.join(QLatin1Char{'\n'});
}

void MiniTimeline::say() {
  const auto count = [this](MarkKind kind) {
    qint64 sum = 0;
    for (const Mark& mark : desk_.picture.marks().of(kind)) sum += mark.count;
    return sum;
  };
  const QString text = tr("%1 of %2; faults %3, planned %4, restarts %5, escalations %6, alarms %7")
                           .arg(clock_text(desk_.picture.stamp().vtime), clock_text(end()))
                           .arg(count(MarkKind::fault))
                           .arg(count(MarkKind::planned))
                           .arg(count(MarkKind::restart))
                           .arg(count(MarkKind::escalation))
                           .arg(count(MarkKind::alarm));
  setAccessibleDescription(cursor_ ? text_at(x_of(*cursor_)) : text);
}

void MiniTimeline::paintEvent(QPaintEvent*) {
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  QFont small = font();
  small.setPixelSize(measure()(digits));
  painter.setFont(small);
  paint_track(painter);
  for (auto kind = kinds.rbegin(); kind != kinds.rend(); ++kind) paint_marks(painter, *kind);
}

void MiniTimeline::paint_track(QPainter& painter) const {
  const Theme theme = theme_of(palette());
  const int now = x_of(desk_.picture.stamp().vtime);
  const Measure px = measure();
  const QRect line{px(margin), px(middle) - 1, track(), px(2)};
  painter.fillRect(line, faint(theme));
  painter.fillRect(line.adjusted(0, 0, now - line.right() - 1, 0), colour(State::active, theme));
  painter.setPen(Qt::NoPen);
  painter.setBrush(text_colour(theme));
  painter.drawEllipse(QPointF{1.0 * now, 1.0 * px(middle)}, px(3.0), px(3.0));
  painter.setPen(QPen{text_colour(theme), 1.0, Qt::DotLine});
  if (const qint64 focus = desk_.focus.point().vtime; focus >= 0)
    painter.drawLine(x_of(focus), 0, x_of(focus), height());
  if (!hasFocus() || !cursor_) return;
  painter.setPen(QPen{text_colour(theme), 1.0});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF{x_of(*cursor_) - px(5.5), 0.5, px(11.0), height() - 1.0});
}

void MiniTimeline::paint_marks(QPainter& painter, MarkKind kind) const {
  const Theme theme = theme_of(palette());
  const std::vector<Mark> marks = marks_of(kind);
  const bool above = kind != MarkKind::alarm && kind != MarkKind::restart;
  const Measure px = measure();
  const double base = above ? px(middle) - 1.0 : px(height_usual) - 1.0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double x = x_of(marks[i].from);
    painter.setPen(QPen{colour_of(marks[i], theme), 1.0});
    paint_shape(painter, marks[i], x, px, palette().color(QPalette::Window));
    const QString number = number_of(marks[i]);
    const int room =
        (i + 1 < marks.size() ? x_of(marks[i + 1].from) : width()) - x_of(marks[i].from);
    if (number.isEmpty() || painter.fontMetrics().horizontalAdvance(number) + px(8) > room)
      continue;
    painter.setPen(text_colour(theme));
    painter.drawText(QPointF{x + px(5.0), base}, number);
  }
}

void MiniTimeline::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  choose(qRound(event->position().x()));
}

void MiniTimeline::choose(int x) {
  const std::optional<Mark> mark = mark_near(x);
  const qint64 there = mark ? mark->from : vtime_at(x) / second * second;
  cursor_ = there;
  say();
  if (there > desk_.picture.stamp().vtime) return offer_to_run_until(there, x);
  const bool somewhere = mark && !mark->object.isEmpty();
  desk_.focus.move_to(somewhere ? entity_called(mark->object) : desk_.focus.entity(), there);
}

void MiniTimeline::offer_to_run_until(qint64 vtime, int x) {
  auto* menu = new QMenu{this};
  menu->setObjectName(QStringLiteral("run_until_here"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  QAction* run = menu->addAction(tr("Run until %1").arg(clock_text(vtime)), this, [this, vtime] {
    desk_.commands.ask(QStringLiteral("until"), QCborMap{{QStringLiteral("vtime"), vtime}});
  });
  const bool drives = desk_.picture.operating() || desk_.picture.recorded();
  run->setEnabled(drives && !desk_.picture.stale());
  menu->setActiveAction(run);
  menu->popup(mapToGlobal(QPoint{x, height()}));
}

/// To the nearest mark of any kind before or after where it is.
void MiniTimeline::step(int direction) {
  const qint64 from = cursor_.value_or(desk_.picture.stamp().vtime);
  std::optional<qint64> nearest;
  for (const MarkKind kind : kinds)
    for (const Mark& mark : marks_of(kind)) {
      const bool beyond = direction > 0 ? mark.from > from : mark.from < from;
      const bool nearer = !nearest || (direction > 0 ? mark.from < *nearest : mark.from > *nearest);
      if (beyond && nearer) nearest = mark.from;
    }
  if (!nearest) return;
  cursor_ = nearest;
  say();
  update();
}

void MiniTimeline::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return step(-1);
    case Qt::Key_Right: return step(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (cursor_) choose(x_of(*cursor_));
      return;
    default: return QWidget::keyPressEvent(event);
  }
}

bool MiniTimeline::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = static_cast<const QHelpEvent&>(*event);
  QToolTip::showText(help.globalPos(), text_at(help.pos().x()), this);
  return true;
}

}  // namespace forlopp::console
