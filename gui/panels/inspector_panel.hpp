#pragma once

#include <QList>
#include <QWidget>
#include <utility>

#include "gui/desk.hpp"
#include "gui/panels/focus_topic.hpp"
#include "gui/panels/seen_panel.hpp"

class QAbstractItemModel;
class QCheckBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace forlopp::console {

/// Everything that is known of what is in the focus; a pinned one stays with what it has. What the
/// picture tells of it goes on, what is asked for is of the moment in which it was asked.
class InspectorPanel : public QWidget, public SeenPanel {
  Q_OBJECT

 public:
  explicit InspectorPanel(const Desk& desk, QWidget* parent = nullptr);
  QTreeWidget& fields() { return *fields_; }
  QCheckBox& pin() { return *pin_; }
  void be_seen(bool seen) override;

 private:
  /// What the picture tells.
  struct Told {
    QList<std::pair<QString, QString>> fields{};
    QString pid{};  ///< Who is to be asked for more; empty: nobody.
    bool is_known = false;
    bool is_gone = false;  ///< It was known before.
    bool operator==(const Told&) const = default;
  };

  void connect_picture();
  void renew_when_told(const QAbstractItemModel& model, Entity::Kind kind);
  void follow(const Focus::Point& to);
  void look();
  void renew();
  void tell(Told told);
  Told told() const;
  Told of_call() const;
  Told of_supervised() const;
  Told of_card() const;
  void inspect(const QString& process);
  void add(const QString& name, const QString& value);
  void add(QTreeWidgetItem* parent, const QString& name, const QCborValue& value);

  Desk desk_;
  FocusTopic topic_;
  Focus::Point shown_{};
  QString run_;
  Told told_{};  ///< The first fields.
  QLabel* title_;
  QCheckBox* pin_;
  QTreeWidget* fields_;
};

}  // namespace forlopp::console
