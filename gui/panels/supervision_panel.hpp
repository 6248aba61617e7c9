#pragma once

#include <QSet>
#include <QWidget>

#include "gui/desk.hpp"
#include "gui/panels/supervision_tree.hpp"

class QLabel;
class QLineEdit;
class QPushButton;

namespace forlopp::console {

class RowChoice;

/// The supervision tree: who restarts whom, how often, and how often still. It opens where there is
/// trouble; above it a banner tells of what was more than one process, and of a storm.
class SupervisionPanel : public QWidget {
  Q_OBJECT

 public:
  explicit SupervisionPanel(const Desk& desk, QWidget* parent = nullptr);
  QTreeView& tree() { return *tree_; }
  QPushButton& banner() { return *banner_; }
  QLabel& storm() { return *storm_; }

 private:
  void arrange();
  void connect_model();
  void add_commands();
  void find_next();
  void ask_for(const QString& name);
  void follow(const Focus::Point& to);
  void open_first_levels();
  void open_trouble();
  void open_to(const QModelIndex& row);
  /// A row that becomes trouble opens what is above it, once: it may be closed again.
  void note_trouble(const QModelIndex& row);
  void remember_open();
  void open_again(const QModelIndex& above, int first, int last);
  void set_open_below(const QModelIndex& top, bool open);
  void tell_headline();
  void go_to_headline();
  /// In a storm it shows supervisors alone, and afterwards what it had shown before.
  void freeze_or_thaw();
  void acknowledge();

  Desk desk_;
  QLineEdit* search_;
  QPushButton* banner_;
  QLabel* storm_;
  SupervisionTree* tree_;
  RowChoice* choice_ = nullptr;
  QSet<QString> open_before_storm_{};
  QSet<QString> open_before_reset_{};
  int place_before_reset_ = 0;  ///< Of the scroll bar.
  QSet<QString> in_trouble_{};
};

}  // namespace forlopp::console
