#pragma once

#include <QTimer>
#include <QWidget>

#include "gui/desk.hpp"
#include "gui/panels/focus_topic.hpp"
#include "gui/panels/seen_panel.hpp"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace forlopp::console {

class FaultForecast;
class FaultForm;
class FaultTimeline;
class TablePanel;

/// Makes a fault: whom, which, how, when, and what is expected; tells by itself what it would do,
/// asking anew at most twice a second; and shows those that there are, in time and as a list, where
/// each can be taken back.
class FaultPanel : public QWidget, public SeenPanel {
  Q_OBJECT

 public:
  explicit FaultPanel(const Desk& desk, QWidget* parent = nullptr);

  /// What would be asked for now.
  QCborMap request() const;
  /// Puts what is in the focus into the target; the target stays when the focus moves on.
  void aim_at_focus();
  /// Opens the form on this, ready to be looked at and injected.
  void aim(const QString& target, const QString& kind);
  void inject();
  /// Takes back the one that is chosen, in time or in the list.
  void take_back();
  /// Puts the fault, as a scenario writes it, on the clipboard.
  void copy_yaml();
  void be_seen(bool seen) override { topic_.be_seen(seen); }

 private:
  void place();
  QHBoxLayout* add_buttons();
  void show_permission();
  void ask_soon();
  void dry_run();
  void show_answer(const Reply& reply);

  Desk desk_;
  FocusTopic topic_;
  FaultForm* form_;
  FaultForecast* forecast_;
  FaultTimeline* timeline_;
  TablePanel* list_;
  QLabel* outcome_;
  QPushButton* inject_;
  QPushButton* take_back_;
  QTimer soon_{};
  int asked_ = 0;  ///< Answers to all but the last are out of date.
};

}  // namespace forlopp::console
