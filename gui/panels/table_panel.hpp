#pragma once

#include <QStyledItemDelegate>
#include <QWidget>
#include <functional>
#include <optional>

#include "gui/desk.hpp"
#include "gui/models/topic_table.hpp"
#include "gui/panels/text_layouts.hpp"

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace forlopp::console {

class RowChoice;

/// Cells that are one line of text, painted without asking the style.
class TextDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;

 protected:
  virtual QColor colour_of(const QStyleOptionViewItem& option, const QModelIndex& index) const;

 private:
  mutable TextLayouts texts_{};
};

/// Rows of a table: grey what is gone or suppressed, and colour the mark of a severity.
class TableDelegate : public TextDelegate {
  Q_OBJECT

 public:
  using TextDelegate::TextDelegate;

 protected:
  QColor colour_of(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// What is special about one table.
struct TableStyle {
  QString name{};      ///< Of the object.
  int sorted_by = -1;  ///< A column; -1: in the order of the rows.
  QList<int> widths{};
  /// What the focus moves to when the row is chosen.
  std::function<std::optional<Entity>(const TopicTable& table, int row)> entity{};
  QString enter{};  ///< The command that Enter or a double click on a row does; empty: none.
};

/// A topic as a table with a filter. Choosing a row moves the focus.
class TablePanel : public QWidget {
  Q_OBJECT

 public:
  TablePanel(const Desk& desk, TopicTable& table, TableStyle style, QWidget* parent = nullptr);
  QTableView& view() { return *view_; }
  QLineEdit& filter() { return *filter_; }
  /// Makes the row of this key current, chosen by nobody; none, if it is not shown.
  void show_chosen(const QString& key);

 signals:
  /// By a person.
  void chose(const QString& key);

 private:
  void choose(const QModelIndex& shown);
  void enter(const QModelIndex& shown);

  Desk desk_;
  TopicTable& table_;
  TableStyle style_;
  QLineEdit* filter_;
  QTableView* view_;
  QSortFilterProxyModel* rows_;
  RowChoice* choice_;
};

TablePanel* make_alarm_panel(const Desk& desk, QWidget* parent);
TablePanel* make_call_panel(const Desk& desk, QWidget* parent);
TablePanel* make_process_table(const Desk& desk, QWidget* parent);
TablePanel* make_fault_list(const Desk& desk, QWidget* parent);

/// A table as all of ours look: rows are chosen whole, columns keep their widths.
void dress(QTableView& view, const QList<int>& widths);

}  // namespace forlopp::console
