#pragma once

#include <QTimer>

#include "gui/panels/seen_panel.hpp"
#include "gui/panels/table_panel.hpp"

class QCheckBox;
class QComboBox;
class QSortFilterProxyModel;

namespace forlopp::console {

/// The processes that are first in something: those with the longest mailboxes, the most restarts,
/// the oldest. Their order is renewed twice a second, but not under the mouse and not while frozen.
class ProcessPanel : public QWidget, public SeenPanel {
  Q_OBJECT

 public:
  explicit ProcessPanel(const Desk& desk, QWidget* parent = nullptr);
  ~ProcessPanel() override;
  TablePanel& table() { return *table_; }
  QComboBox& order() { return *order_; }
  QCheckBox& frozen() { return *frozen_; }
  void be_seen(bool seen) override;
  /// Sorts anew, unless somebody is about to click.
  void renew_order();

 private:
  void choose_order(int order);
  void freeze(bool frozen);

  Desk desk_;
  QComboBox* order_;
  QCheckBox* frozen_;
  TablePanel* table_;
  QSortFilterProxyModel* rows_;
  QTimer tick_{};
  QString scope_{};
  bool seen_ = false;
};

}  // namespace forlopp::console
