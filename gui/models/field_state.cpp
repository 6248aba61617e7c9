#include "gui/models/field_state.hpp"

#include <algorithm>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

StateCounts count_of(const QByteArray& cells) {
  std::array<qint64, 256> bytes{};
  for (const char cell : cells) ++bytes[static_cast<unsigned char>(cell)];
  StateCounts counts{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    counts[static_cast<std::size_t>(state_of(static_cast<qint64>(i)))] += bytes[i];
  return counts;
}

}  // namespace

bool is_abnormal(State state) {
  return gravity(state) >= gravity(State::unknown);
}

State FieldState::Branch::worst() const {
  State worst = State::idle;
  for (const State state : all_states())
    if (counts[static_cast<std::size_t>(state)] > 0 && gravity(state) > gravity(worst))
      worst = state;
  return worst;
}

qint64 FieldState::Branch::abnormal() const {
  qint64 sum = 0;
  for (const State state : all_states())
    if (is_abnormal(state)) sum += counts[static_cast<std::size_t>(state)];
  return sum;
}

void FieldState::apply(const ViewChange& change, const Columns& columns) {
  const auto known = branches_ | std::views::transform(&Branch::key);
  for (const QString& key : roll_call_.gone(change, known)) forget(key);
  for (const auto& [key, row] : change.rows)
    set(key, columns.cell(row, QLatin1String{"cells"}).toByteArray());
}

void FieldState::clear() {
  const qint64 shape = shape_ + 1;
  *this = {};
  shape_ = shape;
}

void FieldState::look() const {
  for (Branch& branch : branches_) branch.is_new = false;
}

std::vector<FieldState::Branch>::iterator FieldState::place_of(const QString& key) {
  return std::ranges::lower_bound(branches_, key, naturally_less, &Branch::key);
}

const FieldState::Branch* FieldState::find(const QString& key) const {
  const auto at = std::ranges::lower_bound(branches_, key, naturally_less, &Branch::key);
  return at != branches_.end() && at->key == key ? &*at : nullptr;
}

void FieldState::count(const Branch& branch, int sign) {
  cells_ += sign * branch.cells.size();
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += sign * branch.counts[i];
}

void FieldState::set(const QString& key, const QByteArray& cells) {
  auto at = place_of(key);
  if (at == branches_.end() || at->key != key) {
    at = branches_.insert(at, {.key = key});
    ++shape_;
  }
  if (at->cells == cells) return;
  if (at->cells.size() != cells.size()) ++shape_;
  count(*at, -1);
  at->cells = cells;
  at->counts = count_of(cells);
  at->is_new = true;
  count(*at, 1);
}

void FieldState::forget(const QString& key) {
  const auto at = place_of(key);
  if (at == branches_.end() || at->key != key) return;
  count(*at, -1);
  branches_.erase(at);
  ++shape_;
}

}  // namespace forlopp::console
