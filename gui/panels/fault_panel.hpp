#pragma once

#include <QWidget>
#include <map>
#include <vector>

#include "gui/desk.hpp"
#include "gui/fault_kind.hpp"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace forlopp::console {

/// Makes a fault: whom, which, how; tells beforehand whom it would hit; and lists those that there
/// are. The form is made of what the exchange says it can do.
class FaultPanel : public QWidget {
  Q_OBJECT

 public:
  explicit FaultPanel(const Desk& desk, QWidget* parent = nullptr);

  /// What would be asked for now.
  QCborMap request() const;
  /// Puts what is in the focus into the target; the target stays when the focus moves on.
  void aim_at_focus();

 private:
  void add_form(QVBoxLayout& column);
  void read_kinds();
  void show_kind();
  void show_permission();
  void dry_run();
  void inject();
  QString first_target() const;
  const FaultKind* kind() const;

  Desk desk_;
  std::vector<FaultKind> kinds_{};
  QLineEdit* target_;
  QComboBox* kind_;
  QFormLayout* form_;
  QLineEdit* lasting_;
  QLabel* does_;
  QLabel* outcome_;
  QPushButton* inject_;
  std::map<QString, QLineEdit*> parameters_{};
};

}  // namespace forlopp::console
