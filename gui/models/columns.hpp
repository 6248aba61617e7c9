#pragma once

#include <QCborValue>
#include <QString>
#include <QStringList>

#include <QLatin1String>

#include "gui/client/messages.hpp"
#include "gui/palette.hpp"

namespace forlopp::console {

/// Where the cells of a topic's rows stand. The exchange tells in its hello; until then it is as in
/// the documentation. A column that is not known is ignored, one that is missing is undefined.
class Columns {
 public:
  explicit Columns(const QString& topic);
  Columns(const QString& topic, const Hello& hello);

  QCborValue cell(const Cells& row, QLatin1String column) const;
  QString text(const Cells& row, QLatin1String column) const;
  qint64 integer(const Cells& row, QLatin1String column) const;
  double number(const Cells& row, QLatin1String column) const;
  /// As a byte or by its name.
  State state(const Cells& row, QLatin1String column) const;

 private:
  QStringList names_{};
};

}  // namespace forlopp::console
