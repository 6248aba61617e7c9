#pragma once

#include <QAbstractItemModel>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/restart_scene.hpp"
#include "gui/models/roll_call.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {

/// What is known of a supervisor, of a worker that is always there, or of a group of workers that
/// come and go.
struct SupervisionRow {
  QString parent{};
  QString label{};
  QString kind{};
  QString pid{};
  QString strategy{};
  qint64 children = 0;
  qint64 restarts = 0;
  qint64 budget_used = 0;
  qint64 budget = 0;
  qint64 budget_period = 0;  // Nanoseconds.
  qint64 mailbox = 0;
  State state = State::unknown;
  bool operator==(const SupervisionRow&) const = default;
};

/// `1:1` of `one_for_one`, ...: as short as a badge.
QString strategy_badge(const QString& strategy);

/// The supervision tree. Its structure changes seldom: processes that come and go are one row,
/// and what changes is told as values. Rows may come in any order, children before their parents.
class SupervisionModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column { name, strategy, children, budget, mailbox, restarts, column_count };
  enum Role {
    key_role = Qt::UserRole,
    state_role,
    /// The gravest state of the row and of all below it: a collapsed row hides no trouble.
    gravest_role,
    budget_used_role,
    budget_role,
    kind_role,
    /// What it shows for a moment: a `RestartMark::Look`, and its words.
    mark_role,
    mark_text_role,
    /// Restarts that nobody has acknowledged: its own, and of all below it.
    restarts_role,
    restarts_below_role,
    /// What is left of each notch of the budget: a list of numbers from 1 to 0, oldest first.
    notches_role,
  };

  explicit SupervisionModel(QObject* parent = nullptr);
  ~SupervisionModel() override;

  void apply(const ViewChange& change, const Columns& columns);
  void clear();
  /// Shows what happens to the rows besides. Outlives it.
  void show(RestartScene* scene);
  const SupervisionRow* find(const QString& key) const;
  /// Invalid if it is not in the tree.
  QModelIndex index_of(const QString& key) const;
  QString key(const QModelIndex& index) const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Entry {
    QString key{};
    SupervisionRow row{};
    State gravest = State::idle;
    Entry* parent = nullptr;  // Null: not in the tree.
    std::vector<Entry*> children{};
  };

  Entry* entry(const QModelIndex& index) const;
  QModelIndex index_of(const Entry& entry, int column) const;
  void set(const QString& key, SupervisionRow row);
  void forget(const QString& key);
  void place(Entry& entry);
  void insert(Entry& entry, Entry& parent);
  void take_out(Entry& entry);
  void tell_changed(const Entry& entry);
  void weigh(Entry* entry);
  void tell_marks(const QStringList& keys);
  /// In a storm only supervisors go on; of all others the latest is told when it is over.
  void hold_or_release();
  QString spoken(const Entry& entry) const;
  QVariant scene_data(const Entry& entry, int role) const;
  QString display(const Entry& entry, int column) const;

  std::unordered_map<QString, std::unique_ptr<Entry>> entries_{};
  std::map<QString, std::set<QString>> orphans_{};  // By the parent that they wait for.
  Entry root_{};
  RollCall roll_call_{};
  RestartScene* scene_ = nullptr;
  bool holds_ = false;
  std::set<QString> held_{};
};

}  // namespace forlopp::console
