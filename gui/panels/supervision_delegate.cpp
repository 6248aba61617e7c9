#include "gui/panels/supervision_delegate.hpp"

#include <QPainter>
#include <algorithm>

#include "gui/models/supervision_model.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {
namespace {

using Look = RestartMark::Look;

constexpr int row_height = 20;
constexpr int notch_width = 7;
constexpr int notch_height = 11;
constexpr int notches_max = 8;

/// The state whose colour and glyph a mark has.
State state_of_look(Look look, State own) {
  switch (look) {
    case Look::none: return own;
    case Look::crashed: return State::crashed;
    case Look::stopped: return State::out_of_service;
    case Look::restarting: return State::restarting;
    case Look::escalated: return State::escalated;
    case Look::recovered: return State::recovered;
  }
  return own;
}

Look look_of(const QModelIndex& index) {
  return static_cast<Look>(index.data(SupervisionModel::mark_role).toInt());
}

/// Writes at the left of what is left of the cell, and takes that away.
void write(QPainter& painter, QRect& cell, const QString& text, const QColor& colour) {
  if (text.isEmpty() || cell.width() <= 0) return;
  painter.setPen(colour);
  painter.drawText(cell, Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
  cell.adjust(painter.fontMetrics().horizontalAdvance(text) + 8, 0, 0, 0);
}

/// At the right: how often it was restarted since somebody has acknowledged it; of a closed row
/// also what is below it.
void paint_restarts(QPainter& painter, QRect& cell, const QModelIndex& index, bool is_open,
                    Theme theme) {
  qint64 count = index.data(SupervisionModel::restarts_role).toLongLong();
  if (!is_open) count += index.data(SupervisionModel::restarts_below_role).toLongLong();
  if (count == 0) return;
  const QString text = QStringLiteral("%1 %2×").arg(glyph(State::restarting)).arg(count);
  const int width = painter.fontMetrics().horizontalAdvance(text) + 8;
  const QRect badge{cell.right() - width - 2, cell.center().y() - 7, width, 15};
  painter.setPen(amber(theme));
  painter.setBrush(background(theme));
  painter.drawRoundedRect(badge, 3, 3);
  painter.setPen(text_colour(theme));
  painter.drawText(badge, Qt::AlignCenter, text);
  cell.setRight(badge.left() - 4);
}

/// What moves: a bracket beside what was taken along, thick around what escalates, an outline
/// around what has recovered.
void paint_mark(QPainter& painter, const QRect& cell, Look look, Theme theme) {
  painter.setBrush(Qt::NoBrush);
  const auto frame = [&](State state, double width) {
    painter.setPen(QPen{colour(state, theme), width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin});
    painter.drawRect(QRectF{cell}.adjusted(width / 2, width / 2, -width / 2, -width / 2));
  };
  if (look == Look::escalated) return frame(State::escalated, 3.0);
  if (look == Look::recovered) return frame(State::recovered, 1.0);
  if (look == Look::crashed || look == Look::stopped)
    painter.fillRect(cell.left(), cell.top(), 3, cell.height(), colour(State::crashed, theme));
}

void paint_name(QPainter& painter, QRect cell, const QModelIndex& index, bool is_open,
                Theme theme) {
  const State own = state_of(index.data(SupervisionModel::state_role).toInt());
  const State gravest = state_of(index.data(SupervisionModel::gravest_role).toInt());
  const Look look = look_of(index);
  const State shown = state_of_look(look, own);
  paint_mark(painter, cell, look, theme);
  paint_restarts(painter, cell, index, is_open, theme);
  QRect sign = cell.adjusted(4, 0, 0, 0);
  write(painter, sign, glyph(shown), colour(shown, theme));
  cell.adjust(20, 0, 0, 0);
  const QColor weak = colour(State::idle, theme);
  write(painter, cell, index.data().toString(), look == Look::stopped ? weak : text_colour(theme));
  write(painter, cell, index.data(SupervisionModel::mark_text_role).toString(),
        look == Look::stopped ? weak : text_colour(theme));
  if (gravity(gravest) <= gravity(own) || gravity(gravest) < gravity(State::unknown)) return;
  write(painter, cell, glyph(gravest), colour(gravest, theme));
}

void paint_badge(QPainter& painter, const QRect& cell, const QString& text, Theme theme) {
  if (text.isEmpty()) return;
  const int width = painter.fontMetrics().horizontalAdvance(text) + 8;
  const QRect badge{cell.left() + 2, cell.center().y() - 7, width, 15};
  painter.setPen(faint(theme));
  painter.setBrush(background(theme));
  painter.drawRoundedRect(badge, 3, 3);
  painter.setPen(text_colour(theme));
  painter.drawText(badge, Qt::AlignCenter, text);
}

/// Full notches are restarts within the period, which drain as it passes, the oldest at the right;
/// when all are full, the next one escalates.
void paint_budget(QPainter& painter, const QRect& cell, const QModelIndex& index, Theme theme) {
  const auto most = static_cast<int>(index.data(SupervisionModel::budget_role).toLongLong());
  const auto used = static_cast<int>(index.data(SupervisionModel::budget_used_role).toLongLong());
  if (most <= 0) return;
  const QColor full = used >= most       ? colour(State::crashed, theme)
                      : used + 1 >= most ? amber(theme)
                                         : text_colour(theme);
  const int shown = std::min(most, notches_max);
  const int filled = most <= notches_max ? used : used * notches_max / most;
  const QVariantList left = index.data(SupervisionModel::notches_role).toList();
  const bool drains = most <= notches_max && left.size() == used;
  for (int i = 0; i < shown; ++i) {
    const QRect notch{cell.left() + 2 + i * (notch_width + 1), cell.center().y() - notch_height / 2,
                      notch_width, notch_height};
    painter.fillRect(notch, faint(theme));
    if (i >= filled) continue;
    const double part = drains ? left[used - 1 - i].toDouble() : 1.0;
    const int height = std::max(2, qRound(part * notch_height));
    painter.fillRect(notch.adjusted(0, notch_height - height, 0, 0), full);
  }
  painter.setPen(used >= most ? full : text_colour(theme));
  const QString text =
      used >= most ? QStringLiteral("%1 ⇑").arg(index.data().toString()) : index.data().toString();
  painter.drawText(cell.adjusted(8 + shown * (notch_width + 1), 0, 0, 0),
                   Qt::AlignVCenter | Qt::AlignLeft, text);
}

}  // namespace

void SupervisionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  const Theme theme = theme_of(option.palette);
  painter->save();
  if (option.state.testFlag(QStyle::State_Selected))
    painter->fillRect(option.rect, option.palette.highlight());
  painter->setFont(option.font);
  painter->setClipRect(option.rect);
  const bool is_open = option.state.testFlag(QStyle::State_Open);
  switch (index.column()) {
    case SupervisionModel::name: paint_name(*painter, option.rect, index, is_open, theme); break;
    case SupervisionModel::strategy:
      paint_badge(*painter, option.rect, index.data().toString(), theme);
      break;
    case SupervisionModel::budget: paint_budget(*painter, option.rect, index, theme); break;
    default:
      painter->setPen(text_colour(theme));
      painter->drawText(option.rect.adjusted(2, 0, -6, 0), Qt::AlignVCenter | Qt::AlignRight,
                        index.data().toString());
  }
  painter->restore();
}

int SupervisionDelegate::budget_width(const QFontMetrics& metrics) {
  return 8 + notches_max * (notch_width + 1) +
         metrics.horizontalAdvance(QStringLiteral("10/10 ⇑")) + 4;
}

QSize SupervisionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {40, row_height};
}

}  // namespace forlopp::console
