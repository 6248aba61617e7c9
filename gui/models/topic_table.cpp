#include "gui/models/topic_table.hpp"

#include <QCoreApplication>
#include <QVariant>
#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <ranges>
#include <utility>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

using Side = TableColumn::Side;

QString moment(const QCborValue& value) {
  return value.isInteger() ? clock_text(value.toInteger()) : plain_text(value);
}

QString state_text(const QCborValue& value) {
  if (!value.isInteger()) return value.toString();
  const State state = state_of(value.toInteger());
  return QStringLiteral("%1 %2").arg(glyph(state), title(state));
}

QString severity_text(const QCborValue& value) {
  const QString severity = value.toString();
  return QStringLiteral("%1 %2").arg(severity_glyph(severity), severity);
}

/// Whether what was expected of a fault came true looks like a state that one knows.
struct VerdictLook {
  const char* verdict;
  const char* title;
  State state;
};
constexpr std::array verdict_looks{
    VerdictLook{"awaited", QT_TRANSLATE_NOOP("Table", "awaited"), State::setting_up},
    VerdictLook{"held", QT_TRANSLATE_NOOP("Table", "held"), State::recovered},
    VerdictLook{"not_held", QT_TRANSLATE_NOOP("Table", "not held"), State::crashed}};

const VerdictLook* verdict_look(const QCborValue& value) {
  for (const VerdictLook& look : verdict_looks)
    if (value.toString() == QLatin1String{look.verdict}) return &look;
  return nullptr;
}

QString verdict_text(const QCborValue& value) {
  const VerdictLook* look = verdict_look(value);
  if (look == nullptr) return plain_text(value);
  return QStringLiteral("%1 %2").arg(glyph(look->state),
                                     QCoreApplication::translate("Table", look->title));
}

QVariant state_of_cell(const TableColumn& column, const QCborValue& value) {
  if (column.text != verdict_text) return {};
  const VerdictLook* look = verdict_look(value);
  return look == nullptr ? QVariant{} : QVariant{static_cast<int>(look->state)};
}

QString mark_if(const QCborValue& value) {
  return value.toBool() || value.toInteger() > 0 ? glyph(State::crashed) : QString{};
}

// clang-format off
constexpr std::array alarm_columns{
    TableColumn{QT_TRANSLATE_NOOP("Table", "severity"), "severity", Side::left, severity_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "object"), "object", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "cause"), "cause", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "raised"), "raised", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "what"), "text", Side::left, plain_text}};
constexpr std::array call_columns{
    TableColumn{QT_TRANSLATE_NOOP("Table", "call"), "", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "from"), "from", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "to"), "to", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "state"), "state", Side::left, state_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "began"), "began", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "answered"), "answered", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "ended"), "ended", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "cause"), "cause", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "trunk"), "trunk", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "crashed"), "crashed", Side::left, mark_if}};
constexpr std::array process_columns{
    TableColumn{QT_TRANSLATE_NOOP("Table", "process"), "label", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "mailbox"), "mailbox", Side::right, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "restarts"), "restarts", Side::right, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "state"), "state", Side::left, state_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "pid"), "pid", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "started"), "started", Side::left, moment}};
constexpr std::array fault_columns{
    TableColumn{QT_TRANSLATE_NOOP("Table", "fault"), "", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "target"), "target", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "state"), "state", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "verdict"), "verdict", Side::left, verdict_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "hits"), "hits", Side::right, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "at"), "at", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "until"), "until", Side::left, moment},
    TableColumn{QT_TRANSLATE_NOOP("Table", "expected"), "expected", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "kind"), "kind", Side::left, plain_text},
    TableColumn{QT_TRANSLATE_NOOP("Table", "by"), "by", Side::left, plain_text}};
// clang-format on

QVariant plain_of(const QCborValue& value, const char* column) {
  if (QLatin1String{column} == QLatin1String{"severity"}) return severity_rank(value.toString());
  return value.toVariant();
}

}  // namespace

TopicTable::TopicTable(const TableSpec& spec, QObject* parent)
    : QAbstractTableModel{parent}, spec_{spec}, columns_{QString::fromLatin1(spec.topic)} {}

void TopicTable::set_held(bool held) {
  held_ = held;
  if (!held) apply(std::exchange(meanwhile_, {}), Columns{columns_});
}

int TopicTable::column_of(const char* source) const {
  const auto found = std::ranges::find_if(spec_.columns, [&](const TableColumn& column) {
    return QLatin1String{column.source} == QLatin1String{source};
  });
  return found == spec_.columns.end() ? -1 : static_cast<int>(found - spec_.columns.begin());
}

void TopicTable::apply(const ViewChange& change, const Columns& columns) {
  columns_ = columns;
  if (held_) return merge(meanwhile_, change);
  std::vector<std::size_t> changed;
  std::vector<QString> removed;
  const auto note = [&](std::optional<std::size_t> row) {
    if (row) changed.push_back(*row);
  };
  const auto known = rows_ | std::views::transform(&Row::key);
  for (const QString& key : roll_call_.gone(change, known))
    spec_.departure == Departure::greyed ? note(grey(key)) : removed.push_back(key);
  remove(removed);
  std::vector<Row> fresh;
  for (const auto& [key, cells] : change.rows)
    if (const std::size_t at = place_of(key); is_at(at, key))
      note(this->change(at, cells));
    else
      fresh.push_back({key, cells});
  tell_changed(std::move(changed));
  insert(std::move(fresh));
}

void TopicTable::clear() {
  meanwhile_ = {};
  roll_call_ = {};
  beginResetModel();
  rows_.clear();
  endResetModel();
}

std::size_t TopicTable::place_of(const QString& key) const {
  const auto at = std::ranges::lower_bound(rows_, key, naturally_less, &Row::key);
  return static_cast<std::size_t>(at - rows_.begin());
}

int TopicTable::row_of(const QString& key) const {
  const std::size_t at = place_of(key);
  return is_at(at, key) ? static_cast<int>(at) : -1;
}

bool TopicTable::is_at(std::size_t place, const QString& key) const {
  return place < rows_.size() && rows_[place].key == key;
}

std::optional<std::size_t> TopicTable::change(std::size_t row, const Cells& cells) {
  Row& shown = rows_[row];
  if (shown.cells == cells && !shown.gone) return std::nullopt;
  shown.gone = false;
  shown.cells = cells;
  return row;
}

std::optional<std::size_t> TopicTable::grey(const QString& key) {
  const std::size_t at = place_of(key);
  if (!is_at(at, key) || rows_[at].gone) return std::nullopt;
  rows_[at].gone = true;
  return at;
}

/// Those that stand beside each other at once.
void TopicTable::remove(const std::vector<QString>& keys) {
  std::vector<std::size_t> places;
  for (const QString& key : keys)
    if (const std::size_t at = place_of(key); is_at(at, key)) places.push_back(at);
  std::ranges::sort(places, std::greater{});
  places.erase(std::ranges::unique(places).begin(), places.end());
  for (auto last = places.begin(); last != places.end();) {
    auto first = last;
    while (std::next(first) != places.end() && *std::next(first) + 1 == *first) ++first;
    beginRemoveRows({}, static_cast<int>(*first), static_cast<int>(*last));
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(*first),
                rows_.begin() + static_cast<std::ptrdiff_t>(*last) + 1);
    endRemoveRows();
    last = std::next(first);
  }
}

/// Those that come to stand beside each other at once: views look at all their rows each time.
void TopicTable::insert(std::vector<Row> fresh) {
  std::ranges::sort(fresh, naturally_less, &Row::key);
  for (auto first = fresh.begin(); first != fresh.end();) {
    const std::size_t at = place_of(first->key);
    const auto last = std::find_if(first, fresh.end(), [&](const Row& row) {
      return at < rows_.size() && naturally_less(rows_[at].key, row.key);
    });
    const auto row = static_cast<int>(at);
    beginInsertRows({}, row, row + static_cast<int>(last - first) - 1);
    rows_.insert(rows_.begin() + row, std::move_iterator{first}, std::move_iterator{last});
    endInsertRows();
    first = last;
  }
}

/// Once for those that stand beside each other.
void TopicTable::tell_changed(std::vector<std::size_t> rows) {
  static const QList<int> roles{Qt::DisplayRole, sort_role,       gone_role,
                                severity_role,   suppressed_role, cell_state_role};
  std::ranges::sort(rows);
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last + 1 < rows.size() && rows[last + 1] <= rows[last] + 1) ++last;
    emit dataChanged(index(static_cast<int>(rows[first]), 0),
                     index(static_cast<int>(rows[last]), columnCount() - 1), roles);
    first = last + 1;
  }
}

QCborValue TopicTable::value(int row, const char* column) const {
  return columns_.cell(rows_[static_cast<std::size_t>(row)].cells, QLatin1String{column});
}

int TopicTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int TopicTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(spec_.columns.size());
}

QVariant TopicTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const TableColumn& column = spec_.columns[static_cast<std::size_t>(index.column())];
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  const QCborValue cell =
      *column.source == '\0' ? QCborValue{row.key} : value(index.row(), column.source);
  switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return column.text(cell);
    case Qt::TextAlignmentRole:
      return QVariant{(column.side == Side::right ? Qt::AlignRight : Qt::AlignLeft) |
                      Qt::AlignVCenter};
    case key_role: return row.key;
    case sort_role: return plain_of(cell, column.source);
    case gone_role: return row.gone;
    case severity_role: return value(index.row(), "severity").toString();
    case cell_state_role: return state_of_cell(column, cell);
    case suppressed_role: return value(index.row(), "suppressed").toBool();
    default: return {};
  }
}

QVariant TopicTable::headerData(int section, Qt::Orientation orientation, int role) const {
  const bool ours = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
  if (!ours || role != Qt::DisplayRole) return {};
  return QCoreApplication::translate("Table",
                                     spec_.columns[static_cast<std::size_t>(section)].title);
}

std::unique_ptr<TopicTable> make_alarm_model() {
  return std::make_unique<TopicTable>(TableSpec{"alarms", Departure::removed, alarm_columns});
}

std::unique_ptr<TopicTable> make_call_model() {
  return std::make_unique<TopicTable>(TableSpec{"calls", Departure::removed, call_columns});
}

std::unique_ptr<TopicTable> make_process_model() {
  return std::make_unique<TopicTable>(TableSpec{"processes", Departure::greyed, process_columns});
}

std::unique_ptr<TopicTable> make_fault_model() {
  return std::make_unique<TopicTable>(TableSpec{"faults", Departure::removed, fault_columns});
}

}  // namespace forlopp::console
