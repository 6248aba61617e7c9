#include "gui/models/ladder_rows.hpp"

#include <algorithm>
#include <utility>

namespace forlopp::console {
namespace {

bool are_alike(const LadderStep& one, const LadderStep& other) {
  return one.from == other.from && one.to == other.to && one.kind == other.kind &&
         one.type == other.type;
}

}  // namespace

void LadderRows::show(Ladder ladder) {
  ladder_ = std::move(ladder);
  arrange();
}

void LadderRows::fold(const QString& lane) {
  folded_.insert(lane);
  unfolded_.remove(lane);
  arrange();
}

void LadderRows::unfold(const QString& lane) {
  folded_.remove(lane);
  unfolded_.insert(lane);
  arrange();
}

QStringList LadderRows::folded() const {
  QStringList lanes;
  for (int lane = 0; lane < ladder_.lanes.size(); ++lane)
    if (std::ranges::find(columns_, lane) == columns_.end()) lanes.append(ladder_.lanes[lane]);
  return lanes;
}

void LadderRows::arrange() {
  choose_columns();
  fill_rows();
}

void LadderRows::choose_columns() {
  std::vector<int> steps(static_cast<std::size_t>(ladder_.lanes.size()), 0);
  for (const LadderStep& step : ladder_.steps) {
    ++steps[static_cast<std::size_t>(step.from)];
    ++steps[static_cast<std::size_t>(step.to)];
  }
  columns_.clear();
  for (int lane = 0; lane < ladder_.lanes.size(); ++lane)
    if (!folded_.contains(ladder_.lanes[lane])) columns_.push_back(lane);
  if (columns_.size() > lanes_max) {
    std::ranges::stable_sort(columns_, std::greater{}, [&](int lane) {
      return std::pair{unfolded_.contains(ladder_.lanes[lane]),
                       steps[static_cast<std::size_t>(lane)]};
    });
    columns_.resize(lanes_max);
    std::ranges::sort(columns_);
  }
  column_of_lane_.assign(static_cast<std::size_t>(ladder_.lanes.size()),
                         static_cast<int>(columns_.size()));
  for (int column = 0; const int lane : columns_)
    column_of_lane_[static_cast<std::size_t>(lane)] = column++;
}

int LadderRows::column_of(int lane) const {
  return column_of_lane_[static_cast<std::size_t>(lane)];
}

/// Between two lanes that are folded there is nothing to be seen.
bool LadderRows::is_drawn(const LadderStep& step) const {
  const auto others = static_cast<int>(columns_.size());
  return column_of(step.from) != others || column_of(step.to) != others;
}

void LadderRows::fill_rows() {
  rows_.clear();
  row_of_step_.assign(ladder_.steps.size(), -1);
  const bool is_long = ladder_.steps.size() > steps_max;
  if (ladder_.missing > 0)
    rows_.push_back({.kind = LadderRow::Kind::missing, .amount = ladder_.missing});
  const LadderStep* last = nullptr;
  for (int i = 0; i < static_cast<int>(ladder_.steps.size()); ++i) {
    const LadderStep& step = ladder_.steps[static_cast<std::size_t>(i)];
    if (!is_drawn(step)) continue;
    const bool is_like = is_long && last != nullptr && are_alike(*last, step);
    if (is_like && rows_.back().kind == LadderRow::Kind::like) {
      ++rows_.back().amount;
      continue;
    }
    const qint64 gap = last == nullptr ? 0 : step.vtime - last->vtime;
    if (is_like && gap < gap_least) {
      rows_.push_back({.kind = LadderRow::Kind::like, .step = i, .amount = 1});
      continue;
    }
    if (gap >= gap_least) rows_.push_back({.kind = LadderRow::Kind::gap, .amount = gap});
    row_of_step_[static_cast<std::size_t>(i)] = static_cast<int>(rows_.size());
    rows_.push_back({.kind = LadderRow::Kind::step, .step = i});
    last = &step;
  }
}

std::optional<int> LadderRows::row_of(int step) const {
  if (step < 0 || step >= static_cast<int>(row_of_step_.size())) return std::nullopt;
  const int row = row_of_step_[static_cast<std::size_t>(step)];
  return row < 0 ? std::nullopt : std::optional{row};
}

}  // namespace forlopp::console
