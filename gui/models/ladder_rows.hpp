#pragma once

#include <QSet>
#include <QString>
#include <optional>
#include <vector>

#include "gui/models/ladder.hpp"

namespace forlopp::console {

/// One line of a ladder as it is drawn.
struct LadderRow {
  enum class Kind : quint8 {
    step,
    gap,      ///< Nothing happened for a while.
    like,     ///< Steps like the one above that are not drawn.
    missing,  ///< Steps before all others that are not kept.
  };
  Kind kind = Kind::step;
  int step = -1;      ///< Of `step` and `like`: the one that stands for them.
  qint64 amount = 0;  ///< Of `gap` nanoseconds, of the others steps.
};

/// Which lanes and steps of a ladder are drawn, and where: at most twelve lanes, the busiest of
/// those that are not folded; one more column stands for all others. Time is squeezed to a row for
/// each step and one for each gap.
class LadderRows {
 public:
  static constexpr int lanes_max = 12;
  static constexpr int steps_max = 5'000;
  static constexpr qint64 gap_least = 1'000'000'000;

  void show(Ladder ladder);
  /// A lane goes into the column of the others, or comes out of it and does not go back by itself.
  void fold(const QString& lane);
  void unfold(const QString& lane);

  const Ladder& ladder() const { return ladder_; }
  const std::vector<LadderRow>& rows() const { return rows_; }
  /// From left to right, by their place among the ladder's lanes.
  const std::vector<int>& columns() const { return columns_; }
  QStringList folded() const;
  /// That of the others, behind all, if its lane is folded.
  int column_of(int lane) const;
  int column_count() const { return static_cast<int>(columns_.size()) + (has_others() ? 1 : 0); }
  bool has_others() const { return static_cast<qsizetype>(columns_.size()) < ladder_.lanes.size(); }
  /// None: it is not drawn, as its lanes are folded or one above stands for it.
  std::optional<int> row_of(int step) const;

 private:
  void arrange();
  void choose_columns();
  void fill_rows();
  bool is_drawn(const LadderStep& step) const;

  Ladder ladder_{};
  QSet<QString> folded_{};
  QSet<QString> unfolded_{};
  std::vector<int> columns_{};
  std::vector<int> column_of_lane_{};
  std::vector<LadderRow> rows_{};
  std::vector<int> row_of_step_{};  // -1: none.
};

}  // namespace forlopp::console
