#pragma once

#include <QAbstractTableModel>
#include <deque>
#include <variant>
#include <vector>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// The last events, oldest first; where the exchange has overwritten some before it could send
/// them, a row says so.
class EventModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { number, time, event_class, text, column_count };
  using Line = std::variant<Event, Lost>;

  explicit EventModel(qsizetype most = 100'000, QObject* parent = nullptr);

  void append(std::vector<Line> lines);
  void clear();
  const Line& line(int row) const { return lines_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::deque<Line> lines_{};
  std::size_t most_;
};

}  // namespace forlopp::console
