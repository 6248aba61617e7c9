#pragma once

#include <QObject>
#include <QPersistentModelIndex>
#include <QVariant>
#include <functional>

class QAbstractItemModel;
class QAbstractItemView;

namespace forlopp::console {

/// Rows of a view that a person chooses: by keys, or by a click, also on the row that is current
/// already. What becomes current because the row before it goes, nobody has chosen. A chosen row
/// that went and comes back, by a filter or because all come anew, is current again: it is known by
/// its `Qt::UserRole`.
class RowChoice : public QObject {
 public:
  using Chosen = std::function<void(const QModelIndex& row)>;

  /// Puts the rows into the view, to which it belongs from now on.
  RowChoice(QAbstractItemView& view, QAbstractItemModel& rows, Chosen chosen);
  /// Makes a row current, chosen by nobody.
  void show(const QModelIndex& row);

 private:
  void choose(const QModelIndex& row);
  void begin_to_go();
  void have_gone();
  void look_for_lost(const QModelIndex& parent, int first, int last);
  QVariant current_key() const;

  QAbstractItemView& view_;
  Chosen chosen_;
  bool is_quiet_ = false;
  QPersistentModelIndex before_{};  ///< Was current as rows began to go,
  QVariant key_before_{};           ///< and its key.
  QVariant lost_{};                 ///< The key of the row that was chosen and went.
};

}  // namespace forlopp::console
