#pragma once

#include <QStyledItemDelegate>

namespace forlopp::console {

/// Paints a row of the supervision tree: the mark of its state, the strategy as a badge, and what
/// is left of the restart budget as a meter.
class SupervisionDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  /// Of the column of budgets, so that the fullest of them fits.
  static int budget_width(const QFontMetrics& metrics);
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace forlopp::console
