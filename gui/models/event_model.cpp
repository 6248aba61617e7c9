#include "gui/models/event_model.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "gui/models/event_text.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString display(const Event& event, int column) {
  switch (column) {
    case EventModel::number: return QString::number(event.number);
    case EventModel::time: return clock_text(event.vtime);
    case EventModel::event_class:
      return QStringLiteral("%1 %2").arg(event_glyph(event), event.event_class);
    case EventModel::text: return event_text(event);
    default: return {};
  }
}

QString display(const Lost& lost, int column) {
  return column == EventModel::text ? lost_text(lost) : QString{};
}

}  // namespace

EventModel::EventModel(qsizetype most, QObject* parent)
    : QAbstractTableModel{parent}, most_{static_cast<std::size_t>(most)} {}

void EventModel::append(std::vector<Line> lines) {
  if (lines.empty()) return;
  const std::size_t skipped = lines.size() > most_ ? lines.size() - most_ : 0;
  const std::size_t added = lines.size() - skipped;
  if (const std::size_t whole = lines_.size() + added; whole > most_) {
    // Many at once, so that a full ring does not move with every event.
    const std::size_t room = std::max(whole - most_, most_ / 100);
    const auto out = static_cast<std::ptrdiff_t>(std::min(lines_.size(), room));
    beginRemoveRows({}, 0, static_cast<int>(out) - 1);
    lines_.erase(lines_.begin(), lines_.begin() + out);
    endRemoveRows();
  }
  const auto first = static_cast<int>(lines_.size());
  beginInsertRows({}, first, first + static_cast<int>(added) - 1);
  std::move(lines.begin() + static_cast<std::ptrdiff_t>(skipped), lines.end(),
            std::back_inserter(lines_));
  endInsertRows();
}

void EventModel::clear() {
  beginResetModel();
  lines_.clear();
  endResetModel();
}

int EventModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : column_count;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (role == Qt::TextAlignmentRole && index.column() == number)
    return QVariant{Qt::AlignRight | Qt::AlignVCenter};
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  return std::visit([&](const auto& what) { return display(what, index.column()); },
                    line(index.row()));
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const std::array<QString, column_count> titles{tr("event"), tr("time"), tr("class"),
                                                 tr("what happened")};
  return section >= 0 && section < column_count ? titles[static_cast<std::size_t>(section)]
                                                : QVariant{};
}

}  // namespace forlopp::console
