#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "gui/models/story_book.hpp"

namespace forlopp::console {

/// The last failures, newest first, a line each.
class StoryModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { time, level, text, column_count };
  enum Role {
    number_role = Qt::UserRole,
    state_role,  ///< A `Story::State`.
  };

  /// The book outlives it.
  explicit StoryModel(const StoryBook& book, QObject* parent = nullptr);

  /// Takes over what the book has noted since the last time.
  void renew();
  /// Null if the row is not there.
  const Story* story(int row) const;
  /// -1 if it is not there.
  int row_of(qint64 number) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    qint64 number;
    qint64 revision;
  };
  void take_out_what_is_gone();
  void put_in_what_is_new();

  const StoryBook& book_;
  std::vector<Row> rows_{};  // Newest first.
};

/// The links of one story, in the order in which they happened.
class ChainModel : public QAbstractListModel {
  Q_OBJECT

 public:
  using QAbstractListModel::QAbstractListModel;
  /// Null shows nothing. It is copied.
  void show(const Story* story);
  /// Zero: none is shown.
  qint64 number() const { return story_.number; }
  const StoryLink& link(int row) const { return story_.links[static_cast<std::size_t>(row)]; }
  const Story& story() const { return story_; }

  /// One more if some links were left out.
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  Story story_{};
};

}  // namespace forlopp::console
