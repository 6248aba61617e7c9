#pragma once

#include <QWidget>

#include "gui/desk.hpp"

class QLineEdit;
class QTreeView;

namespace forlopp::console {

/// The supervision tree: who restarts whom, how often, and how often still.
class SupervisionPanel : public QWidget {
  Q_OBJECT

 public:
  explicit SupervisionPanel(const Desk& desk, QWidget* parent = nullptr);
  QTreeView& tree() { return *tree_; }

 private:
  void arrange();
  void find_next();
  void follow(const Focus::Point& to);
  void open_first_levels();

  Desk desk_;
  QLineEdit* search_;
  QTreeView* tree_;
};

}  // namespace forlopp::console
