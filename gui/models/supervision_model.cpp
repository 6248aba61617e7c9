#include "gui/models/supervision_model.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

SupervisionRow read_row(const Cells& cells, const Columns& columns) {
  const auto text = [&](const char* column) { return columns.text(cells, QLatin1String{column}); };
  const auto integer = [&](const char* column) {
    return columns.integer(cells, QLatin1String{column});
  };
  return {.parent = text("parent"),
          .label = text("label"),
          .kind = text("kind"),
          .pid = text("pid"),
          .strategy = text("strategy"),
          .children = integer("children"),
          .restarts = integer("restarts"),
          .budget_used = integer("budget_used"),
          .budget = integer("budget"),
          .budget_period = integer("budget_period"),
          .mailbox = integer("mailbox"),
          .state = columns.state(cells, QLatin1String{"state"})};
}

}  // namespace

QString strategy_badge(const QString& strategy) {
  if (strategy == QLatin1String{"one_for_one"}) return QStringLiteral("1:1");
  if (strategy == QLatin1String{"rest_for_one"}) return QStringLiteral("1:R");
  if (strategy == QLatin1String{"one_for_all"}) return QStringLiteral("1:A");
  if (strategy == QLatin1String{"simple_one_for_one"}) return QStringLiteral("1:n");
  return strategy;
}

SupervisionModel::SupervisionModel(QObject* parent) : QAbstractItemModel{parent} {}
SupervisionModel::~SupervisionModel() = default;

void SupervisionModel::apply(const ViewChange& change, const Columns& columns) {
  for (const QString& key : roll_call_.gone(change, entries_ | std::views::keys)) forget(key);
  for (const auto& [key, cells] : change.rows) set(key, read_row(cells, columns));
}

void SupervisionModel::show(RestartScene* scene) {
  scene_ = scene;
  connect(scene, &RestartScene::marks_changed, this, &SupervisionModel::tell_marks);
  connect(scene, &RestartScene::storm_changed, this, &SupervisionModel::hold_or_release);
}

void SupervisionModel::tell_marks(const QStringList& keys) {
  static const QList<int> roles{Qt::DisplayRole, mark_role,           mark_text_role,
                                restarts_role,   restarts_below_role, notches_role};
  for (const QString& key : keys) {
    const QModelIndex row = index_of(key);
    if (row.isValid()) emit dataChanged(row, row.siblingAtColumn(column_count - 1), roles);
  }
}

void SupervisionModel::hold_or_release() {
  holds_ = scene_->storm().is_on();
  if (holds_) return;
  for (const QString& key : std::exchange(held_, {}))
    if (const auto found = entries_.find(key);
        found != entries_.end() && found->second->parent != nullptr)
      tell_changed(*found->second);
}

void SupervisionModel::clear() {
  beginResetModel();
  roll_call_ = {};
  held_.clear();
  entries_.clear();
  orphans_.clear();
  root_ = {};
  endResetModel();
}

void SupervisionModel::set(const QString& key, SupervisionRow row) {
  std::unique_ptr<Entry>& slot = entries_[key];
  const bool fresh = slot == nullptr;
  if (fresh) slot = std::make_unique<Entry>(Entry{.key = key});
  Entry& entry = *slot;
  if (!fresh && entry.row == row) return;
  const bool moves = fresh || entry.row.parent != row.parent;
  if (!moves) {
    entry.row = std::move(row);
    if (entry.parent == nullptr) return weigh(&entry);
    if (holds_ && entry.row.strategy.isEmpty())
      held_.insert(key);
    else
      tell_changed(entry);
    return weigh(&entry);
  }
  if (entry.parent != nullptr) take_out(entry);
  if (!fresh) orphans_[entry.row.parent].erase(key);
  entry.row = std::move(row);
  entry.gravest = entry.row.state;
  place(entry);
}

void SupervisionModel::forget(const QString& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  Entry& entry = *found->second;
  if (entry.parent != nullptr) take_out(entry);
  orphans_[entry.row.parent].erase(key);
  entries_.erase(found);
}

/// Puts it into the tree with all that wait for it, or lets it wait for its parent.
void SupervisionModel::place(Entry& first) {
  std::vector<Entry*> todo{&first};
  while (!todo.empty()) {
    Entry& entry = *todo.back();
    todo.pop_back();
    const QString& above = entry.row.parent;
    const auto found = entries_.find(above);
    Entry* parent = above.isEmpty()           ? &root_
                    : found != entries_.end() ? found->second.get()
                                              : nullptr;
    const bool reachable = parent == &root_ || (parent != nullptr && parent->parent != nullptr);
    if (!reachable) {
      orphans_[above].insert(entry.key);
      continue;
    }
    insert(entry, *parent);
    if (auto waiting = orphans_.extract(entry.key); !waiting.empty())
      for (const QString& key : waiting.mapped()) todo.push_back(entries_.at(key).get());
  }
}

void SupervisionModel::insert(Entry& entry, Entry& parent) {
  const auto at = std::ranges::upper_bound(parent.children, entry.key, naturally_less, &Entry::key);
  const int row = static_cast<int>(at - parent.children.begin());
  beginInsertRows(index_of(parent, 0), row, row);
  parent.children.insert(at, &entry);
  entry.parent = &parent;
  endInsertRows();
  weigh(&parent);
}

/// Takes it out of the tree with all that is below it, which waits for whom it had.
void SupervisionModel::take_out(Entry& top) {
  Entry& parent = *top.parent;
  const auto at = std::ranges::find(parent.children, &top);
  const int row = static_cast<int>(at - parent.children.begin());
  beginRemoveRows(index_of(parent, 0), row, row);
  parent.children.erase(at);
  std::vector<Entry*> todo{&top};
  while (!todo.empty()) {
    Entry& entry = *todo.back();
    todo.pop_back();
    entry.parent = nullptr;
    entry.gravest = entry.row.state;
    orphans_[entry.row.parent].insert(entry.key);
    for (Entry* child : std::exchange(entry.children, {})) todo.push_back(child);
  }
  endRemoveRows();
  weigh(&parent);
}

void SupervisionModel::tell_changed(const Entry& entry) {
  static const QList<int> roles{Qt::DisplayRole, Qt::ToolTipRole,  state_role,
                                gravest_role,    budget_used_role, budget_role};
  const QModelIndex first = index_of(entry, 0);
  emit dataChanged(first, createIndex(first.row(), column_count - 1, &entry), roles);
}

/// Finds the gravest state anew, upwards for as long as it changes.
void SupervisionModel::weigh(Entry* entry) {
  for (; entry != nullptr && entry != &root_; entry = entry->parent) {
    State gravest = entry->row.state;
    for (const Entry* child : entry->children)
      if (gravity(child->gravest) > gravity(gravest)) gravest = child->gravest;
    if (gravest == entry->gravest) return;
    entry->gravest = gravest;
    const bool is_held = holds_ && entry->row.strategy.isEmpty();
    if (entry->parent != nullptr && !is_held)
      emit dataChanged(index_of(*entry, name), index_of(*entry, name), {gravest_role});
  }
}

const SupervisionRow* SupervisionModel::find(const QString& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second->row;
}

QModelIndex SupervisionModel::index_of(const QString& key) const {
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second->parent == nullptr) return {};
  return index_of(*found->second, 0);
}

QModelIndex SupervisionModel::index_of(const Entry& entry, int column) const {
  if (entry.parent == nullptr) return {};
  const auto at = std::ranges::find(entry.parent->children, &entry);
  return createIndex(static_cast<int>(at - entry.parent->children.begin()), column, &entry);
}

SupervisionModel::Entry* SupervisionModel::entry(const QModelIndex& index) const {
  return static_cast<Entry*>(index.internalPointer());
}

QString SupervisionModel::key(const QModelIndex& index) const {
  return index.isValid() ? entry(index)->key : QString{};
}

QModelIndex SupervisionModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  const Entry& above = parent.isValid() ? *entry(parent) : root_;
  return createIndex(row, column, above.children[static_cast<std::size_t>(row)]);
}

QModelIndex SupervisionModel::parent(const QModelIndex& index) const {
  return index.isValid() ? index_of(*entry(index)->parent, 0) : QModelIndex{};
}

int SupervisionModel::rowCount(const QModelIndex& parent) const {
  if (parent.column() > 0) return 0;
  return static_cast<int>((parent.isValid() ? *entry(parent) : root_).children.size());
}

int SupervisionModel::columnCount(const QModelIndex&) const {
  return column_count;
}

QString SupervisionModel::display(const Entry& entry, int column) const {
  const SupervisionRow& row = entry.row;
  switch (column) {
    case name: return row.label.isEmpty() ? entry.key : row.label;
    case strategy: return strategy_badge(row.strategy);
    case children: return row.children > 0 ? QString::number(row.children) : QString{};
    case budget:
      return row.budget > 0 ? QStringLiteral("%1/%2").arg(row.budget_used).arg(row.budget)
                            : QString{};
    case mailbox: return QString::number(row.mailbox);
    case restarts: return QString::number(row.restarts);
    default: return {};
  }
}

QVariant SupervisionModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Entry& entry = *this->entry(index);
  const SupervisionRow& row = entry.row;
  switch (role) {
    case Qt::DisplayRole: return display(entry, index.column());
    case Qt::TextAlignmentRole:
      return index.column() < children ? QVariant{} : QVariant{Qt::AlignRight | Qt::AlignVCenter};
    case Qt::ToolTipRole:
      return tr("%1 %2: %3. %4 of %5 restarts in %6.")
          .arg(entry.key, row.pid, title(row.state))
          .arg(row.budget_used)
          .arg(row.budget)
          .arg(duration_text(row.budget_period));
    case Qt::AccessibleTextRole:
      return index.column() == name ? spoken(entry) : display(entry, index.column());
    case key_role: return entry.key;
    case state_role: return static_cast<int>(row.state);
    case gravest_role: return static_cast<int>(entry.gravest);
    case budget_used_role: return row.budget_used;
    case budget_role: return row.budget;
    case kind_role: return row.kind;
    default: return scene_ == nullptr ? QVariant{} : scene_data(entry, role);
  }
}

QVariant SupervisionModel::scene_data(const Entry& entry, int role) const {
  switch (role) {
    case mark_role: return static_cast<int>(scene_->mark(entry.key).look);
    case mark_text_role: return scene_->mark(entry.key).text;
    case restarts_role: return scene_->restarts(entry.key);
    case restarts_below_role: return scene_->restarts_below(entry.key);
    case notches_role: {
      QVariantList left;
      for (const double notch : scene_->notches(entry.key)) left.append(notch);
      return left;
    }
    default: return {};
  }
}

QString SupervisionModel::spoken(const Entry& entry) const {
  QStringList words{display(entry, name), title(entry.row.state)};
  if (scene_ != nullptr) {
    if (const QString mark = scene_->mark(entry.key).text; !mark.isEmpty()) words.append(mark);
    if (const qint64 count = scene_->restarts(entry.key); count > 0)
      words.append(tr("restarted %1 times").arg(count));
  }
  return words.join(QStringLiteral(", "));
}

QVariant SupervisionModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const std::array<QString, column_count> titles{tr("name"),   tr("strat"),   tr("kids"),
                                                 tr("budget"), tr("mailbox"), tr("restarts")};
  return section >= 0 && section < column_count ? titles[static_cast<std::size_t>(section)]
                                                : QVariant{};
}

}  // namespace forlopp::console
