#include "gui/panels/ladder_view.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <utility>

#include "gui/panels/ladder_accessible.hpp"
#include "gui/text.hpp"

namespace forlopp::console {

LadderView::LadderView(QWidget* parent) : QAbstractScrollArea{parent} {
  setObjectName(QStringLiteral("ladder_view"));
  setAccessibleName(tr("Ladder"));
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
}

void LadderView::show_other(Ladder ladder) {
  chosen_ = -1;
  lane_ = -1;
  rows_.show(std::move(ladder));
  arrange();
  horizontalScrollBar()->setValue(0);
  verticalScrollBar()->setValue(0);
  emit chose(chosen_);
}

void LadderView::renew(Ladder ladder) {
  const bool was_at_end = verticalScrollBar()->value() == verticalScrollBar()->maximum();
  std::optional<LadderStep> before;
  if (chosen_ >= 0) before = this->ladder().steps[static_cast<std::size_t>(chosen_)];
  rows_.show(std::move(ladder));
  const auto& steps = this->ladder().steps;
  const auto again = std::ranges::find_if(
      steps, [&](const LadderStep& step) { return before && before->is_again(step); });
  chosen_ = again == steps.end() ? -1 : static_cast<int>(again - steps.begin());
  arrange();
  if (was_at_end) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
  if (before && chosen_ < 0) emit chose(chosen_);
}

void LadderView::arrange() {
  lane_ = std::min(lane_, rows_.column_count() - 1);
  update_bars();
  viewport()->update();
  emit arranged();
}

void LadderView::update_bars() {
  const LadderSheet sheet = this->sheet();
  const QSize whole = sheet.size(), seen = viewport()->size();
  verticalScrollBar()->setRange(0, std::max(0, whole.height() - seen.height()));
  verticalScrollBar()->setPageStep(std::max(1, seen.height() - sheet.head_height()));
  verticalScrollBar()->setSingleStep(sheet.row_height());
  horizontalScrollBar()->setRange(0, std::max(0, whole.width() - seen.width()));
  horizontalScrollBar()->setPageStep(seen.width());
  horizontalScrollBar()->setSingleStep(20);
}

QRect LadderView::rectangle(int step) const {
  const auto row = rows_.row_of(step);
  if (!row) return {};
  return sheet().row(*row).translated(-horizontalScrollBar()->value(),
                                      -verticalScrollBar()->value());
}

QRect LadderView::head(int column) const {
  return sheet().head(column).translated(-horizontalScrollBar()->value(), 0);
}

/// Rows first, then what stays where it is: the times on the left, the heads above all.
void LadderView::paintEvent(QPaintEvent* event) {
  const Theme theme = theme_of(palette());
  const LadderSheet sheet = this->sheet();
  const int left = horizontalScrollBar()->value(), top = verticalScrollBar()->value();
  QPainter painter{viewport()};
  painter.fillRect(event->rect(), background(theme));
  if (rows_.rows().empty()) {
    painter.setPen(text_colour(theme));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("There is no ladder to be seen."));
    return;
  }
  const auto count = static_cast<int>(rows_.rows().size());
  const int first = std::clamp(top / sheet.row_height(), 0, count - 1);
  const int last =
      std::clamp(first + viewport()->height() / sheet.row_height() + 1, first, count - 1);
  const LadderSheet::Marks marks{
      .chosen = chosen_,
      .cause = chosen_ < 0 ? -1 : ladder().cause_of(chosen_).value_or(-1),
      .effect = chosen_ < 0 ? -1 : ladder().effect_of(chosen_).value_or(-1),
      .lane = hasFocus() ? lane_ : -1};
  painter.save();
  painter.translate(-left, -top);
  sheet.paint_rows(painter, first, last, marks, theme);
  painter.restore();
  painter.fillRect(QRect{0, 0, sheet.time_width(), viewport()->height()}, background(theme));
  painter.translate(0, -top);
  sheet.paint_times(painter, first, last, marks, theme);
  painter.translate(-left, top);
  sheet.paint_heads(painter, marks, theme);
  painter.translate(left, 0);
  const QRect corner{0, 0, sheet.time_width(), sheet.head_height() - 1};
  painter.fillRect(corner, background(theme));
  painter.setPen(text_colour(theme));
  painter.drawText(corner, Qt::AlignCenter, tr("time"));
}

void LadderView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  update_bars();
}

void LadderView::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  if (event->type() == QEvent::FontChange) arrange();
}

std::optional<int> LadderView::step_at(QPoint point) const {
  const LadderSheet sheet = this->sheet();
  if (point.y() < sheet.head_height()) return std::nullopt;
  const int row =
      (point.y() + verticalScrollBar()->value() - sheet.head_height()) / sheet.row_height();
  if (row < 0 || row >= static_cast<int>(rows_.rows().size())) return std::nullopt;
  const int step = rows_.rows()[static_cast<std::size_t>(row)].step;
  return step < 0 ? std::nullopt : std::optional{step};
}

void LadderView::choose(int step) {
  chosen_ = step;
  const bool is_hidden = step >= 0 && !rows_.row_of(step);
  if (is_hidden) unfold(ladder().lanes[ladder().steps[static_cast<std::size_t>(step)].to]);
  if (const auto row = rows_.row_of(step)) show_row(*row);
  viewport()->update();
  emit chose(chosen_);
  tell_spoken(*this);
}

void LadderView::show_row(int row) {
  const LadderSheet sheet = this->sheet();
  const QRect place = sheet.row(row);
  QScrollBar* bar = verticalScrollBar();
  const int least = place.bottom() - viewport()->height() + 1;
  const int most = place.top() - sheet.head_height();
  bar->setValue(std::clamp(bar->value(), std::min(least, most), most));
}

bool LadderView::go_to_cause() {
  const auto cause = chosen_ < 0 ? std::nullopt : ladder().cause_of(chosen_);
  if (cause) choose(*cause);
  return cause.has_value();
}

bool LadderView::go_to_effect() {
  const auto effect = chosen_ < 0 ? std::nullopt : ladder().effect_of(chosen_);
  if (effect) choose(*effect);
  return effect.has_value();
}

void LadderView::fold(const QString& lane) {
  rows_.fold(lane);
  arrange();
}

void LadderView::unfold(const QString& lane) {
  rows_.unfold(lane);
  arrange();
}

void LadderView::mousePressEvent(QMouseEvent* event) {
  const QPoint point = event->position().toPoint();
  const LadderSheet sheet = this->sheet();
  if (point.y() >= sheet.head_height()) {
    if (const auto step = step_at(point)) choose(*step);
    return;
  }
  const int column = sheet.column_at(point.x() + horizontalScrollBar()->value());
  if (column < 0 || point.x() < sheet.time_width()) return;
  const auto& columns = rows_.columns();
  if (column == static_cast<int>(columns.size()))
    return offer_folded(event->globalPosition().toPoint());
  fold(ladder().lanes[columns[static_cast<std::size_t>(column)]]);
}

/// The keys go through a menu as well.
void LadderView::offer_folded(QPoint at) {
  auto* menu = new QMenu{this};
  menu->setObjectName(QStringLiteral("folded_lanes"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const QString& lane : rows_.folded())
    menu->addAction(lane, this, [this, lane] { unfold(lane); });
  menu->popup(at);
}

void LadderView::move_step(int rows) {
  const auto& all = rows_.rows();
  const int by = rows < 0 ? -1 : 1;
  int row = rows_.row_of(chosen_).value_or(by > 0 ? -1 : static_cast<int>(all.size()));
  int left = std::abs(rows), found = -1;
  for (row += by; row >= 0 && row < static_cast<int>(all.size()) && left > 0; row += by) {
    if (all[static_cast<std::size_t>(row)].kind != LadderRow::Kind::step) continue;
    found = all[static_cast<std::size_t>(row)].step;
    --left;
  }
  if (found >= 0) choose(found);
}

void LadderView::move_lane(int columns) {
  if (rows_.column_count() == 0) return;
  lane_ = std::clamp(lane_ + columns, 0, rows_.column_count() - 1);
  const QRect place = sheet().head(lane_);
  QScrollBar* bar = horizontalScrollBar();
  const int most = place.left() - sheet().time_width();
  bar->setValue(
      std::clamp(bar->value(), std::min(place.right() - viewport()->width(), most), most));
  viewport()->update();
}

void LadderView::keyPressEvent(QKeyEvent* event) {
  struct Move {
    int key, steps, lanes;
  };
  const int page = std::max(1, verticalScrollBar()->pageStep() / sheet().row_height());
  const auto all = static_cast<int>(rows_.rows().size());
  const std::array moves{
      Move{Qt::Key_Up, -1, 0},         Move{Qt::Key_Down, 1, 0},    Move{Qt::Key_PageUp, -page, 0},
      Move{Qt::Key_PageDown, page, 0}, Move{Qt::Key_Home, -all, 0}, Move{Qt::Key_End, all, 0},
      Move{Qt::Key_Left, 0, -1},       Move{Qt::Key_Right, 0, 1},
  };
  const auto move = std::ranges::find(moves, event->key(), &Move::key);
  if (move != moves.end() && move->steps != 0) return move_step(move->steps);
  if (move != moves.end()) return move_lane(move->lanes);
  const auto& columns = rows_.columns();
  const bool has_lane = lane_ >= 0 && lane_ < static_cast<int>(columns.size());
  if (event->key() == Qt::Key_Minus && has_lane)
    return fold(ladder().lanes[columns[static_cast<std::size_t>(lane_)]]);
  if (event->key() == Qt::Key_Plus && rows_.has_others())
    return offer_folded(
        viewport()->mapToGlobal(head(static_cast<int>(columns.size())).bottomLeft()));
  QAbstractScrollArea::keyPressEvent(event);
}

QString LadderView::spoken(int step) const {
  if (step < 0 || step >= static_cast<int>(ladder().steps.size())) return {};
  const LadderStep& told = ladder().steps[static_cast<std::size_t>(step)];
  return tr("%1, %2 %3 from %4 to %5")
      .arg(clock_text(told.vtime), title(told.kind), told.type, ladder().lanes[told.from],
           ladder().lanes[told.to]);
}

bool LadderView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto step = step_at(help->pos());
    QToolTip::showText(help->globalPos(), step ? spoken(*step) : QString{}, this);
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace forlopp::console
