#include "runtime/internal/table_registry.hpp"

#include <utility>
#include <vector>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/internal/process_table.hpp"

namespace forlopp::runtime {

Result<TableId, TableError> TableRegistry::add(const Core& table, Pid owner) {
  const std::scoped_lock lock{mutex_};
  const Name name = table->options_.name;
  if (name && named_.contains(name)) return err(TableError::name_taken);
  table->id_ = {++last_id_};
  table->owner_ = owner;
  note_owner(owner);
  tables_.emplace(last_id_, table);
  if (name) named_.emplace(name, last_id_);
  return table->id_;
}

TableRegistry::Core TableRegistry::find(Name name) const {
  const std::scoped_lock lock{mutex_};
  const auto known = named_.find(name);
  return known == named_.end() ? nullptr : tables_.at(known->second);
}

TableRegistry::Core TableRegistry::find(TableId id) const {
  const std::scoped_lock lock{mutex_};
  const auto known = tables_.find(id.number);
  return known == tables_.end() ? nullptr : known->second;
}

Result<void, TableError> TableRegistry::drop(TableCore& table, Pid by) {
  const std::scoped_lock lock{mutex_};
  if (table.dropped_) return err(TableError::no_such_table);
  const bool may = table.owner_ == by || table.options_.access == TableAccess::open_to_all;
  if (!may) return err(TableError::no_access);
  forget(table);
  return {};
}

Result<void, TableError> TableRegistry::give_away(TableCore& table, Pid by, Pid to,
                                                  std::string data) {
  const std::scoped_lock lock{mutex_};
  if (table.dropped_) return err(TableError::no_such_table);
  if (table.owner_ != by) return err(TableError::no_access);
  if (to == by || !note_owner(to)) return err(TableError::no_such_heir);
  {
    const std::scoped_lock held{table.mutex_};
    table.owner_ = to;
  }
  tell(table, by, std::move(data));
  return {};
}

/// Noted first: if it ends from now on, `process_ended` waits for our lock and finds its tables.
bool TableRegistry::note_owner(Pid owner) {
  Process* const process = node_.processes().find(owner);
  if (process == nullptr) return false;
  process->owns_tables = true;
  return node_.is_alive(owner);
}

void TableRegistry::process_ended(const Process& process) {
  if (!process.owns_tables) return;
  const Pid pid = process.pid();
  const std::scoped_lock lock{mutex_};
  std::vector<Core> owned;
  for (const auto& [id, table] : tables_) {
    if (table->owner_ == pid) owned.push_back(table);
  }
  for (const Core& table : owned) {
    if (!inherit(*table)) forget(*table);
  }
}

bool TableRegistry::inherit(TableCore& table) {
  const Pid heir = table.options_.heir;
  const Pid from = table.owner_;
  if (!heir || heir == from || !note_owner(heir)) return false;
  {
    const std::scoped_lock held{table.mutex_};
    table.owner_ = heir;
  }
  tell(table, from, table.options_.heir_data);
  return true;
}

void TableRegistry::forget(TableCore& table) {
  {
    const std::scoped_lock held{table.mutex_};
    table.dropped_ = true;
  }
  if (table.options_.name) named_.erase(table.options_.name);
  tables_.erase(table.id_.number);
}

void TableRegistry::tell(const TableCore& table, Pid from, std::string data) {
  TableTransfer transfer{table.id_, table.options_.name, from, std::move(data)};
  inbox::send_signal(node_, from, table.owner_, std::move(transfer));
}

}  // namespace forlopp::runtime
