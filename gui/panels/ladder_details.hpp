#pragma once

#include <QCborValue>
#include <QTreeWidget>

#include "gui/desk.hpp"
#include "gui/models/ladder.hpp"

namespace forlopp::console {

/// One step of a ladder: what the ladder tells of it, and of a traced one what is in the message.
class LadderDetails : public QTreeWidget {
  Q_OBJECT

 public:
  explicit LadderDetails(Asker& asker, QWidget* parent = nullptr);
  /// -1: none.
  void show(const Ladder& ladder, int step);
  QSize sizeHint() const override { return {220, 160}; }
  QSize minimumSizeHint() const override { return {80, 60}; }

 private:
  void add(const QString& name, const QString& value);
  void add_time(const QString& name, qint64 vtime);
  void ask_for_body(qint64 step);
  void show_body(const QCborValue& body);

  Asker& asker_;
  qint64 shown_ = 0;
};

}  // namespace forlopp::console
