#pragma once

#include <QString>
#include <QStringList>
#include <map>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/time_series.hpp"

namespace forlopp::console {

/// What the exchange has counted, over virtual time: each column of the topics `series` and, of
/// each trunk group, `group_series`. Keeps more than the exchange does.
class History {
 public:
  void apply_series(const ViewChange& change, const Columns& columns);
  void apply_groups(const ViewChange& change, const Columns& columns);
  void clear();

  /// In the order of their names.
  QStringList groups() const;
  /// A column of the exchange, or of one of its trunk groups; one that is not known is empty.
  const TimeSeries& series(const QString& group, const QString& column) const;

 private:
  std::map<std::pair<QString, QString>, TimeSeries> series_{};
};

}  // namespace forlopp::console
