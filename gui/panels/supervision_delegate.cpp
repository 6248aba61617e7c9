#include "gui/panels/supervision_delegate.hpp"

#include <QPainter>
#include <algorithm>

#include "gui/models/supervision_model.hpp"
#include "gui/palette.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

using Look = RestartMark::Look;

constexpr int row_height = 20;
constexpr int notch_width = 7;
constexpr int notch_height = 11;
constexpr int notches_max = 8;
constexpr int sign_width = 20;
constexpr int badge_height = 15;
constexpr int badge_margin = 8;  // Of both sides together.
constexpr int apart = 8;

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
  const Measure px{painter.fontMetrics()};
  cell.adjust(painter.fontMetrics().horizontalAdvance(text) + px(apart), 0, 0, 0);
}

QSize badge_size(const QFontMetrics& metrics, const QString& text) {
  const Measure px{metrics};
  return {metrics.horizontalAdvance(text) + px(badge_margin), px(badge_height)};
}

void paint_badge(QPainter& painter, const QRect& badge, const QColor& border, const QString& text,
                 Theme theme) {
  painter.setPen(border);
  painter.setBrush(background(theme));
  painter.drawRoundedRect(badge, 3, 3);
  painter.setPen(text_colour(theme));
  painter.drawText(badge, Qt::AlignCenter, text);
}

/// At the right: how often it was restarted since somebody has acknowledged it; of a closed row
/// also what is below it.
void paint_restarts(QPainter& painter, QRect& cell, const QModelIndex& index, bool is_open,
                    Theme theme) {
  qint64 count = index.data(SupervisionModel::restarts_role).toLongLong();
  if (!is_open) count += index.data(SupervisionModel::restarts_below_role).toLongLong();
  if (count == 0) return;
  const QString text = QStringLiteral("%1 %2×").arg(glyph(State::restarting)).arg(count);
  const QSize size = badge_size(painter.fontMetrics(), text);
  const QRect badge{{cell.right() - size.width() - 2, cell.center().y() - size.height() / 2}, size};
  paint_badge(painter, badge, amber(theme), text, theme);
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
  cell.adjust(Measure{painter.fontMetrics()}(sign_width), 0, 0, 0);
  const QColor weak = colour(State::idle, theme);
  write(painter, cell, index.data().toString(), look == Look::stopped ? weak : text_colour(theme));
  write(painter, cell, index.data(SupervisionModel::mark_text_role).toString(),
        look == Look::stopped ? weak : text_colour(theme));
  if (gravity(gravest) <= gravity(own) || gravity(gravest) < gravity(State::unknown)) return;
  write(painter, cell, glyph(gravest), colour(gravest, theme));
}

void paint_strategy(QPainter& painter, const QRect& cell, const QString& text, Theme theme) {
  if (text.isEmpty()) return;
  const QSize size = badge_size(painter.fontMetrics(), text);
  const QRect badge{{cell.left() + 2, cell.center().y() - size.height() / 2}, size};
  paint_badge(painter, badge, faint(theme), text, theme);
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
  const Measure px{painter.fontMetrics()};
  const int wide = px(notch_width), high = px(notch_height);
  for (int i = 0; i < shown; ++i) {
    const QRect notch{cell.left() + 2 + i * (wide + 1), cell.center().y() - high / 2, wide, high};
    painter.fillRect(notch, faint(theme));
    if (i >= filled) continue;
    const double part = drains ? left[used - 1 - i].toDouble() : 1.0;
    const int height = std::max(2, qRound(part * high));
    painter.fillRect(notch.adjusted(0, high - height, 0, 0), full);
  }
  painter.setPen(used >= most ? full : text_colour(theme));
  const QString text =
      used >= most ? QStringLiteral("%1 ⇑").arg(index.data().toString()) : index.data().toString();
  painter.drawText(cell.adjusted(px(apart) + shown * (wide + 1), 0, 0, 0),
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
      paint_strategy(*painter, option.rect, index.data().toString(), theme);
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
  const Measure px{metrics};
  return px(apart) + notches_max * (px(notch_width) + 1) +
         metrics.horizontalAdvance(QStringLiteral("10/10 ⇑")) + 4;
}

QSize SupervisionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  const Measure px{option.fontMetrics};
  return {px(40), px(row_height)};
}

}  // namespace forlopp::console
