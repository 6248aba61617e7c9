#include "gui/models/columns.hpp"

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString latin(std::string_view text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList documented(const QString& topic) {
  QStringList names;
  if (const management::Topic* found = management::find_topic(topic.toStdString()))
    for (const std::string_view name : found->columns) names.append(latin(name));
  return names;
}

}  // namespace

Columns::Columns(const QString& topic) : names_{documented(topic)} {}

Columns::Columns(const QString& topic, const Hello& hello) {
  const QStringList told = hello.columns.value(topic);
  names_ = told.isEmpty() ? documented(topic) : told;
}

QCborValue Columns::cell(const Cells& row, QLatin1String column) const {
  for (qsizetype i = 0; i < names_.size(); ++i)
    if (names_[i] == column) return row.at(i);
  return {};
}

QString Columns::text(const Cells& row, QLatin1String column) const {
  return plain_text(cell(row, column));
}

qint64 Columns::integer(const Cells& row, QLatin1String column) const {
  return cell(row, column).toInteger();
}

double Columns::number(const Cells& row, QLatin1String column) const {
  return cell(row, column).toDouble();
}

State Columns::state(const Cells& row, QLatin1String column) const {
  const QCborValue value = cell(row, column);
  if (value.isInteger()) return state_of(value.toInteger());
  for (const State state : all_states())
    if (latin(management::name(state)) == value.toString()) return state;
  return State::unknown;
}

}  // namespace forlopp::console
