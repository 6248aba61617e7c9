#include "gui/panels/fault_timeline.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/fault_aim.hpp"
#include "gui/panels/measure.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;
constexpr std::array spans{30 * second,    120 * second,   600 * second,
                           1'800 * second, 7'200 * second, 28'800 * second};
constexpr std::array ticks{5 * second,   20 * second,    120 * second,
                           300 * second, 1'200 * second, 7'200 * second};
constexpr int label_usual = 64;
constexpr int axis_usual = 18;
constexpr int lane_usual = 20;
constexpr double now_at = 0.6;  // Of the width.

struct Look {
  const char* state;
  State colour;
  Qt::BrushStyle fill;
  Qt::PenStyle border;
};
constexpr std::array looks{Look{"planned", State::setting_up, Qt::NoBrush, Qt::DashLine},
                           Look{"active", State::crashed, Qt::SolidPattern, Qt::SolidLine},
                           Look{"over", State::idle, Qt::Dense6Pattern, Qt::SolidLine},
                           Look{"taken_back", State::recovered, Qt::FDiagPattern, Qt::SolidLine}};

const Look& look_of(const QString& state) {
  const auto found = std::ranges::find(
      looks, state, [](const Look& look) { return QString::fromLatin1(look.state); });
  return found == looks.end() ? looks[2] : *found;
}

std::size_t index_of(qint64 span) {
  return static_cast<std::size_t>(std::ranges::find(spans, span) - spans.begin());
}

QString text_at(const TopicTable& table, int row, const char* column) {
  return plain_text(table.value(row, column));
}

}  // namespace

FaultTimeline::FaultTimeline(const Desk& desk, QWidget* parent)
    : QWidget{parent}, desk_{desk}, span_{spans[1]} {
  setObjectName(QStringLiteral("fault_timeline"));
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Faults over time"));
  TopicTable& faults = desk_.picture.faults();
  for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(&faults, changed, this, &FaultTimeline::renew);
  connect(&faults, &QAbstractItemModel::dataChanged, this, &FaultTimeline::renew);
  connect(&faults, &QAbstractItemModel::modelReset, this, &FaultTimeline::renew);
  connect(&desk_.picture, &Picture::run_changed, this, [this] {
    const bool seen_to_move = std::abs(x_of(shown_at_) - x_of(now())) >= 1.0;
    if (isVisible() && seen_to_move) renew();
  });
  renew();
}

void FaultTimeline::renew() {
  shown_at_ = now();
  const qsizetype lanes = lanes_.size();
  blocks_.clear();
  lanes_.clear();
  const TopicTable& faults = desk_.picture.faults();
  for (int row = 0; row < faults.rowCount(); ++row) {
    const QCborValue at = faults.value(row, "at"), until = faults.value(row, "until");
    if (!at.isInteger()) continue;
    const qint64 from = at.toInteger();
    const QString state = text_at(faults, row, "state"), target = text_at(faults, row, "target");
    const bool goes_on = state == QLatin1String{"active"};
    const QString lane = kind_of_target(target);
    blocks_.push_back({.key = faults.key(row),
                       .lane = lane.isEmpty() ? tr("other") : lane,
                       .state = state,
                       .text = tr("%1 ×%2").arg(faults.key(row), text_at(faults, row, "hits")),
                       .from = from,
                       .until = until.isInteger() ? until.toInteger()
                                : goes_on         ? std::max(from, now())
                                                  : from,
                       .verdict = text_at(faults, row, "verdict")});
    if (!lanes_.contains(blocks_.back().lane)) lanes_.append(blocks_.back().lane);
  }
  std::ranges::stable_sort(blocks_, {}, &Block::from);
  lanes_.sort();
  if (lanes_.size() != lanes) updateGeometry();
  update();
}

FaultTimeline::Grid FaultTimeline::grid() const {
  const Measure px{fontMetrics()};
  return {.label = px(label_usual), .axis = px(axis_usual), .lane = px(lane_usual)};
}

QSize FaultTimeline::sizeHint() const {
  return {360, height_of(std::max<int>(2, static_cast<int>(lanes_.size())))};
}

int FaultTimeline::height_of(int lanes) const {
  return grid().axis + grid().lane * lanes + 4;
}

double FaultTimeline::x_of(qint64 vtime) const {
  const int label = grid().label;
  const double wide = std::max(1, width() - label);
  const double share = static_cast<double>(vtime - now()) / static_cast<double>(span_) + now_at;
  return label + share * wide;
}

QRect FaultTimeline::rectangle(const Block& block) const {
  constexpr double narrowest = 7.0;
  const Grid grid = this->grid();
  const double left = x_of(block.from);
  const double right = std::max(left + narrowest, x_of(block.until));
  if (right < grid.label || left > width()) return {};
  const int top = grid.axis + static_cast<int>(lanes_.indexOf(block.lane)) * grid.lane;
  const int from = std::max(grid.label, static_cast<int>(left));
  return {from, top + 2, std::max(2, std::min(width(), static_cast<int>(right)) - from),
          grid.lane - 4};
}

void FaultTimeline::paint_axis(QPainter& painter) const {
  const Theme theme = theme_of(palette());
  const Grid grid = this->grid();
  const qint64 tick = ticks[std::min(index_of(span_), ticks.size() - 1)];
  const int wide = fontMetrics().horizontalAdvance(QStringLiteral("00:00:00  "));
  const auto each = 1 + static_cast<qint64>(wide / (x_of(now() + tick) - x_of(now())));
  const qint64 left =
      std::max<qint64>(0, now() - static_cast<qint64>(static_cast<double>(span_) * now_at));
  for (qint64 at = (left + tick - 1) / tick * tick; x_of(at) < width(); at += tick) {
    const int x = static_cast<int>(x_of(at));
    painter.setPen(faint(theme));
    painter.drawLine(x, grid.axis - 4, x, height());
    if (at / tick % each != 0) continue;
    painter.setPen(text_colour(theme));
    painter.drawText(x + 3, grid.axis - 5, clock_text(at).chopped(4));
  }
  for (int lane = 0; lane < lanes_.size(); ++lane)
    painter.drawText(QRect{4, grid.axis + lane * grid.lane, grid.label - 8, grid.lane},
                     Qt::AlignVCenter | Qt::AlignLeft, lanes_[lane]);
}

void FaultTimeline::paint_block(QPainter& painter, const Block& block) const {
  const QRect area = rectangle(block);
  if (area.isEmpty()) return;
  const Theme theme = theme_of(palette());
  const Look& look = look_of(block.state);
  const QColor tint = colour(look.colour, theme);
  painter.fillRect(area, QBrush{tint, look.fill});
  painter.setPen(QPen{tint, 1.0, look.border});
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(0, 0, -1, -1));
  if (block.key == chosen_) {
    painter.setPen(QPen{text_colour(theme), 2.0});
    painter.drawRect(area.adjusted(-1, -1, 0, 0));
  }
  paint_label(painter, block, area);
}

/// Beside the block, as far as there is room before the next one of its lane.
void FaultTimeline::paint_label(QPainter& painter, const Block& block, const QRect& area) const {
  constexpr int gap = 4, narrowest = 24;
  int until = width();
  for (const Block& other : blocks_)
    if (&other > &block && other.lane == block.lane && !rectangle(other).isEmpty())
      until = std::min(until, rectangle(other).left());
  QString text = block.text;
  if (block.verdict == QLatin1String{"held"}) text = glyph(State::recovered) + u' ' + text;
  if (block.verdict == QLatin1String{"not_held"}) text = glyph(State::crashed) + u' ' + text;
  const QRect beside{area.right() + gap, area.top(), until - area.right() - 2 * gap, area.height()};
  if (beside.width() < narrowest) return;
  painter.setPen(text_colour(theme_of(palette())));
  painter.drawText(beside, Qt::AlignVCenter | Qt::AlignLeft,
                   fontMetrics().elidedText(text, Qt::ElideRight, beside.width()));
}

void FaultTimeline::paintEvent(QPaintEvent*) {
  const Theme theme = theme_of(palette());
  QPainter painter{this};
  painter.fillRect(rect(), background(theme));
  paint_axis(painter);
  for (const Block& block : blocks_) paint_block(painter, block);
  painter.setPen(QPen{amber(theme), 2.0});
  const int x = static_cast<int>(x_of(now()));
  painter.drawLine(x, 0, x, height());
  if (blocks_.empty()) {
    painter.setPen(text_colour(theme));
    painter.drawText(rect().adjusted(grid().label, grid().axis, 0, 0), Qt::AlignCenter,
                     tr("No faults yet."));
  }
}

const FaultTimeline::Block* FaultTimeline::block_at(QPoint point) const {
  const auto found = std::ranges::find_if(
      blocks_, [&](const Block& block) { return rectangle(block).contains(point); });
  return found == blocks_.end() ? nullptr : &*found;
}

void FaultTimeline::choose(const QString& key) {
  if (key == chosen_) return;
  chosen_ = key;
  const auto block = std::ranges::find(blocks_, key, &Block::key);
  if (block != blocks_.end())
    setAccessibleDescription(
        tr("%1, %2, at %3").arg(block->text, block->state, clock_text(block->from)));
  update();
  emit chosen_changed(key);
}

void FaultTimeline::mousePressEvent(QMouseEvent* event) {
  if (const Block* block = block_at(event->position().toPoint())) choose(block->key);
}

void FaultTimeline::zoom(int steps) {
  const int index = static_cast<int>(index_of(span_)) + steps;
  span_ = spans[static_cast<std::size_t>(std::clamp<int>(index, 0, spans.size() - 1))];
  update();
}

void FaultTimeline::wheelEvent(QWheelEvent* event) {
  zoom(event->angleDelta().y() > 0 ? -1 : 1);
  event->accept();
}

void FaultTimeline::move(int blocks) {
  if (blocks_.empty()) return;
  const auto here = std::ranges::find(blocks_, chosen_, &Block::key);
  const auto last = std::ssize(blocks_) - 1;
  const auto at = here == blocks_.end() ? (blocks > 0 ? std::ptrdiff_t{0} : last)
                                        : (here - blocks_.begin()) + blocks;
  choose(blocks_[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at, 0, last))].key);
}

void FaultTimeline::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return move(-1);
    case Qt::Key_Right: return move(1);
    case Qt::Key_Plus: return zoom(-1);
    case Qt::Key_Minus: return zoom(1);
    case Qt::Key_Delete: emit take_back_wanted(); return;
    default: QWidget::keyPressEvent(event);
  }
}

bool FaultTimeline::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Block* block = block_at(help->pos());
  QToolTip::showText(help->globalPos(),
                     block == nullptr ? QString{}
                                      : tr("%1, %2, from %3 to %4")
                                            .arg(block->text, block->state, clock_text(block->from),
                                                 clock_text(block->until)),
                     this);
  return true;
}

}  // namespace forlopp::console
