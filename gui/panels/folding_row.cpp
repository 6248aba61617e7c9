#include "gui/panels/folding_row.hpp"

#include <QEvent>
#include <algorithm>

namespace forlopp::console {
namespace {

QSize least(const QWidget& part) {
  return part.minimumSizeHint().expandedTo(part.minimumSize());
}

QSize wanted(const QWidget& part) {
  return part.sizeHint().expandedTo(least(part));
}

}  // namespace

FoldingRow::FoldingRow(QWidget* first, QWidget* second, QWidget* parent)
    : QWidget{parent}, first_{first}, second_{second} {
  for (QWidget* part : {first_, second_}) part->setParent(this);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int FoldingRow::height_wanted() const {
  const int one = wanted(*first_).height(), other = wanted(*second_).height();
  return is_folded_ ? one + other : std::max(one, other);
}

QSize FoldingRow::sizeHint() const {
  return {wanted(*first_).width() + wanted(*second_).width(), height_wanted()};
}

QSize FoldingRow::minimumSizeHint() const {
  return {std::max(least(*first_).width(), least(*second_).width()), height_wanted()};
}

void FoldingRow::place() {
  const bool folds = width() < least(*first_).width() + least(*second_).width();
  if (folds) {
    const int high = wanted(*first_).height();
    first_->setGeometry(0, 0, width(), high);
    second_->setGeometry(0, high, width(), wanted(*second_).height());
  } else {
    const int wide = std::min(wanted(*second_).width(), width() - least(*first_).width());
    first_->setGeometry(0, 0, width() - wide, height());
    second_->setGeometry(width() - wide, 0, wide, height());
  }
  is_folded_ = folds;
}

void FoldingRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool was_folded = is_folded_;
  place();
  if (is_folded_ != was_folded) updateGeometry();
}

/// A part has become larger or smaller.
bool FoldingRow::event(QEvent* event) {
  if (event->type() == QEvent::LayoutRequest) {
    place();
    updateGeometry();
  }
  return QWidget::event(event);
}

}  // namespace forlopp::console
