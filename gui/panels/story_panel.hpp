#pragma once

#include <QWidget>

#include "gui/desk.hpp"
#include "gui/models/story_model.hpp"

class QLabel;
class QListView;
class QPushButton;
class QTableView;

namespace forlopp::console {

class RowChoice;

/// The last failures, each in one line; of the chosen one every link of its chain, which lead to
/// the crash report, the ladder and the supervisor.
class StoryPanel : public QWidget {
  Q_OBJECT

 public:
  explicit StoryPanel(const Desk& desk, QWidget* parent = nullptr);
  QTableView& list() { return *list_; }
  QListView& chain() { return *chain_; }
  QPushButton& ladder() { return *ladder_; }
  QPushButton& supervisor() { return *supervisor_; }

 private:
  void arrange();
  void choose(const QModelIndex& row);
  void show_story(qint64 number);
  void renew();
  void follow_link(const QModelIndex& row);
  void go_to_ladder();
  void go_to_supervisor();
  /// The link that is chosen, or the first; null if there is none.
  const StoryLink* link() const;

  Desk desk_;
  ChainModel links_{};
  QTableView* list_;
  QListView* chain_;
  RowChoice* list_choice_ = nullptr;
  RowChoice* chain_choice_ = nullptr;
  QPushButton* ladder_;
  QPushButton* supervisor_;
  QLabel* storm_;
};

}  // namespace forlopp::console
