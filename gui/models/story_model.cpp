#include "gui/models/story_model.hpp"

#include <algorithm>
#include <array>

#include "gui/models/story_text.hpp"
#include "gui/text.hpp"

namespace forlopp::console {

StoryModel::StoryModel(const StoryBook& book, QObject* parent)
    : QAbstractTableModel{parent}, book_{book} {}

void StoryModel::renew() {
  take_out_what_is_gone();
  put_in_what_is_new();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Story* story = book_.find(rows_[i].number);
    if (story->revision == rows_[i].revision) continue;
    rows_[i].revision = story->revision;
    const int row = static_cast<int>(i);
    emit dataChanged(index(row, 0), index(row, column_count - 1));
  }
}

void StoryModel::take_out_what_is_gone() {
  for (std::size_t i = rows_.size(); i-- > 0;) {
    if (book_.find(rows_[i].number) != nullptr) continue;
    const int row = static_cast<int>(i);
    beginRemoveRows({}, row, row);
    rows_.erase(rows_.begin() + row);
    endRemoveRows();
  }
}

void StoryModel::put_in_what_is_new() {
  const qint64 newest = rows_.empty() ? 0 : rows_.front().number;
  std::vector<Row> fresh;
  const auto& stories = book_.stories();
  for (auto at = stories.rbegin(); at != stories.rend() && at->number > newest; ++at)
    fresh.push_back({at->number, at->revision});
  if (fresh.empty()) return;
  beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
  rows_.insert(rows_.begin(), fresh.begin(), fresh.end());
  endInsertRows();
}

const Story* StoryModel::story(int row) const {
  const bool is_there = row >= 0 && row < rowCount();
  return is_there ? book_.find(rows_[static_cast<std::size_t>(row)].number) : nullptr;
}

int StoryModel::row_of(qint64 number) const {
  const auto found = std::ranges::find(rows_, number, &Row::number);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

int StoryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int StoryModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : column_count;
}

QVariant StoryModel::data(const QModelIndex& index, int role) const {
  // Also of one that the book has forgotten and that is about to go.
  if (index.isValid() && role == number_role)
    return rows_[static_cast<std::size_t>(index.row())].number;
  const Story* story = index.isValid() ? this->story(index.row()) : nullptr;
  if (story == nullptr) return {};
  switch (role) {
    case Qt::DisplayRole:
      if (index.column() == time) return clock_text(story->began);
      if (index.column() == level)
        return story->level > 0 ? QString::number(story->level) : QString{};
      return QStringLiteral("%1 %2").arg(story_glyph(*story), story_text(*story));
    case Qt::ToolTipRole: return story_text(*story);
    case state_role: return static_cast<int>(story->state);
    default: return {};
  }
}

QVariant StoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const std::array<QString, column_count> titles{tr("time"), tr("level"), tr("what happened")};
  return section >= 0 && section < column_count ? titles[static_cast<std::size_t>(section)]
                                                : QVariant{};
}

void ChainModel::show(const Story* story) {
  beginResetModel();
  story_ = story == nullptr ? Story{} : *story;
  endResetModel();
}

int ChainModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  return static_cast<int>(story_.links.size()) + (story_.links_left_out > 0 ? 1 : 0);
}

QVariant ChainModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
  if (static_cast<std::size_t>(index.row()) >= story_.links.size())
    return tr("... and %1 more").arg(story_.links_left_out);
  const StoryLink& link = this->link(index.row());
  return QStringLiteral("%1 %2  %3")
      .arg(clock_text(link.vtime), link_glyph(link.kind), link_text(link));
}

}  // namespace forlopp::console
