#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QWidget>
#include <map>
#include <vector>

#include "gui/desk.hpp"
#include "gui/fault_kind.hpp"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace forlopp::console {

/// What is to be broken, how, when, for how long, and what is expected to come of it. The kinds and
/// their parameters are those that the exchange says it can do.
class FaultForm : public QWidget {
  Q_OBJECT

 public:
  explicit FaultForm(const Desk& desk, QWidget* parent = nullptr);

  /// What would be asked for now.
  QCborMap request() const;
  /// Whether there is enough to ask what it would do.
  bool is_begun() const;
  /// Strikes later than now.
  bool is_for_later() const;
  /// Puts this into the form; of nothing, what is there stays. A kind that does not fit gives way
  /// to the first that does.
  void aim(const QString& target, const QString& kind = {});
  /// The kind, as it is now, fits what is in the focus: aims there.
  void aim_at_focus();
  /// Marks the field that a refusal names, and no other. Empty: none.
  void mark_wrong(const QString& refusal);

 signals:
  void changed();

 private:
  void add_fixed_rows();
  void add_when_row();
  void add_expectations();
  QLineEdit* make_edit(const char* key, const QString& placeholder, const QString& help);
  QLineEdit* add_edit(const char* key, const QString& placeholder, const QString& help);
  void read_kinds();
  void keep_parameters();
  void show_kind();
  void show_fitting();
  void show_when();
  void add_parameter(const FaultParameter& parameter);
  void toggle_expectation(const QString& condition, bool wanted);
  void show_expectations();
  const FaultKind* kind() const;

  Desk desk_;
  QCborArray catalogue_{};  ///< That the kinds were read from.
  std::vector<FaultKind> kinds_{};
  QFormLayout* rows_;
  QComboBox* kind_;
  QLabel* does_;
  QComboBox* when_;
  QLineEdit* moment_ = nullptr;
  std::map<QString, QLineEdit*> edits_{};       ///< By key, except when it strikes.
  std::map<QString, QLineEdit*> parameters_{};  ///< Of the kind.
  std::map<QString, QString> typed_{};          ///< Into parameters that there have been, by key.
  std::vector<QCheckBox*> usual_{};             ///< Expectations that one wants often.
};

}  // namespace forlopp::console
