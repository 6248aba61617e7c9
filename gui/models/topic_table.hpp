#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/roll_call.hpp"

namespace forlopp::console {

/// A column of a table on the screen.
struct TableColumn {
  enum class Side : quint8 { left, right };
  const char* title;
  const char* source;  ///< The topic's column; empty: the row's key.
  Side side;
  QString (*text)(const QCborValue&);
};

/// What becomes of a row that the exchange takes away.
enum class Departure : quint8 {
  removed,
  greyed,  ///< Its key is a place, which stays: rows do not jump under the mouse.
};

/// What a table shows of which topic.
struct TableSpec {
  const char* topic;
  Departure departure;
  std::span<const TableColumn> columns;
};

/// Rows of one topic by key, in the natural order of the keys.
class TopicTable : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    key_role = Qt::UserRole,
    sort_role,  ///< The plain value instead of its text.
    gone_role,
    severity_role,  ///< Of rows that have one.
    suppressed_role,
    cell_state_role,  ///< Of cells that look like a state: its byte.
  };

  explicit TopicTable(const TableSpec& spec, QObject* parent = nullptr);

  void apply(const ViewChange& change, const Columns& columns);
  void clear();
  /// While it is held it shows what it has; what comes meanwhile is shown when it is released.
  void set_held(bool held);
  /// Where a column of the topic is shown; -1 if it is not.
  int column_of(const char* source) const;
  QString topic() const { return QString::fromLatin1(spec_.topic); }
  /// -1 if there is none.
  int row_of(const QString& key) const;
  QString key(int row) const { return rows_[static_cast<std::size_t>(row)].key; }
  /// Any of the topic's columns, also one that is not shown.
  QCborValue value(int row, const char* column) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    QString key;
    Cells cells{};
    bool gone = false;
  };

  std::size_t place_of(const QString& key) const;
  bool is_at(std::size_t place, const QString& key) const;
  void remove(const std::vector<QString>& keys);
  /// They tell the row that looks otherwise now; nothing if there is none.
  std::optional<std::size_t> grey(const QString& key);
  std::optional<std::size_t> change(std::size_t row, const Cells& cells);
  void insert(std::vector<Row> fresh);
  void tell_changed(std::vector<std::size_t> rows);

  TableSpec spec_;
  Columns columns_;
  std::vector<Row> rows_{};
  RollCall roll_call_{};
  bool held_ = false;
  ViewChange meanwhile_{};
};

std::unique_ptr<TopicTable> make_alarm_model();
std::unique_ptr<TopicTable> make_call_model();
std::unique_ptr<TopicTable> make_process_model();
std::unique_ptr<TopicTable> make_fault_model();

}  // namespace forlopp::console
