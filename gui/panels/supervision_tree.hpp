#pragma once

#include <QSet>
#include <QTreeView>
#include <vector>

namespace forlopp::console {

/// A tree of which many more rows change than can be seen: once for all that has changed since, it
/// looks which of them it shows, and paints those.
class SupervisionTree : public QTreeView {
  Q_OBJECT

 public:
  explicit SupervisionTree(QWidget* parent = nullptr);

  /// The first column has what the others leave, and always enough to be read.
  void fit_names();

  /// These rows are open, and no others: laid out once, and not for each.
  void open_only(const std::vector<QModelIndex>& rows);
  void dataChanged(const QModelIndex& first, const QModelIndex& last,
                   const QList<int>& roles = {}) override;

 protected:
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void paint_what_has_changed();

  QSet<const void*> changed_{};  // The pointers of their indices.
};

}  // namespace forlopp::console
