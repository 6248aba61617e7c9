#pragma once

#include <QWidget>

#include "gui/panels/shelf_view.hpp"

namespace forlopp::console {

/// The shelves, with what there is to choose about them.
class ShelfPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ShelfPanel(const Desk& desk, QWidget* parent = nullptr);
  ShelfView& view() { return *view_; }

 private:
  ShelfView* view_;
};

}  // namespace forlopp::console
