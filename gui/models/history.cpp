#include "gui/models/history.hpp"

#include <QCborValue>
#include <limits>

namespace forlopp::console {
namespace {

constexpr qint64 second = 1'000'000'000;

double number_of(const QCborValue& value) {
  if (value.isInteger()) return static_cast<double>(value.toInteger());
  return value.toDouble(std::numeric_limits<double>::quiet_NaN());
}

QString latin(std::string_view text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

template <class Set>
void each_cell(const char* topic, const Cells& cells, const Columns& columns, Set set) {
  for (const std::string_view name : management::find_topic(topic)->columns) {
    const QLatin1String column{name.data(), static_cast<qsizetype>(name.size())};
    set(latin(name), number_of(columns.cell(cells, column)));
  }
}

}  // namespace

void History::apply_series(const ViewChange& change, const Columns& columns) {
  for (const auto& [key, cells] : change.rows)
    each_cell("series", cells, columns, [&](const QString& column, double value) {
      series_.try_emplace({QString{}, column}, second).first->second.set(key.toLongLong(), value);
    });
}

void History::apply_groups(const ViewChange& change, const Columns& columns) {
  for (const auto& [key, cells] : change.rows) {
    const qsizetype blank = key.lastIndexOf(QLatin1Char{' '});
    const QString group = key.left(blank);
    const qint64 number = key.mid(blank + 1).toLongLong();
    if (blank <= 0) continue;
    each_cell("group_series", cells, columns, [&](const QString& column, double value) {
      series_.try_emplace({group, column}, 10 * second).first->second.set(number, value);
    });
  }
}

void History::clear() {
  series_.clear();
}

QStringList History::groups() const {
  QStringList names;
  for (const auto& [key, series] : series_)
    if (!key.first.isEmpty() && !names.contains(key.first)) names.append(key.first);
  return names;
}

const TimeSeries& History::series(const QString& group, const QString& column) const {
  static const TimeSeries none{second};
  const auto found = series_.find({group, column});
  return found == series_.end() ? none : found->second;
}

}  // namespace forlopp::console
