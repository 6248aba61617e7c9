#include "gui/panels/supervision_delegate.hpp"

#include <QPainter>
#include <algorithm>

#include "gui/models/supervision_model.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {
namespace {

constexpr int row_height = 20;
constexpr int notch_width = 7;
constexpr int notches_max = 8;

void paint_name(QPainter& painter, QRect cell, const QModelIndex& index, Theme theme) {
  const State own = state_of(index.data(SupervisionModel::state_role).toInt());
  const State gravest = state_of(index.data(SupervisionModel::gravest_role).toInt());
  painter.setPen(colour(own, theme));
  painter.drawText(cell.adjusted(2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, glyph(own));
  cell.adjust(18, 0, 0, 0);
  const QString name = index.data().toString();
  painter.setPen(text_colour(theme));
  painter.drawText(cell, Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(name, Qt::ElideRight, cell.width()));
  if (gravity(gravest) <= gravity(own) || gravity(gravest) < gravity(State::unknown)) return;
  cell.adjust(painter.fontMetrics().horizontalAdvance(name) + 8, 0, 0, 0);
  painter.setPen(colour(gravest, theme));
  painter.drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, glyph(gravest));
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

/// Full notches are restarts within the period; when all are, the next one escalates.
void paint_budget(QPainter& painter, const QRect& cell, const QModelIndex& index, Theme theme) {
  const auto most = static_cast<int>(index.data(SupervisionModel::budget_role).toLongLong());
  const auto used = static_cast<int>(index.data(SupervisionModel::budget_used_role).toLongLong());
  if (most <= 0) return;
  const QColor full = used >= most       ? colour(State::crashed, theme)
                      : used + 1 >= most ? amber(theme)
                                         : text_colour(theme);
  const int shown = std::min(most, notches_max);
  const int filled = most <= notches_max ? used : used * notches_max / most;
  for (int i = 0; i < shown; ++i) {
    const QRect notch{cell.left() + 2 + i * (notch_width + 1), cell.center().y() - 5, notch_width,
                      11};
    painter.fillRect(notch, i < filled ? full : faint(theme));
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
  switch (index.column()) {
    case SupervisionModel::name: paint_name(*painter, option.rect, index, theme); break;
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

QSize SupervisionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {40, row_height};
}

}  // namespace forlopp::console
