#include "runtime/table.hpp"

#include <new>

#include "runtime/internal/table_registry.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

using trap::RuntimeScope;

TableGuard::TableGuard(Context self, TableCore& table, Purpose purpose)
    : table_{table}, purpose_{purpose} {
  static_assert(sizeof(RuntimeScope) <= sizeof(scope_) && alignof(RuntimeScope) <= 8);
  ::new (scope_.data()) RuntimeScope{};
  const bool writing = purpose == Purpose::writing;
  writing ? table.mutex_.lock() : table.mutex_.lock_shared();
  const TableAccess access = table.options_.access;
  const bool free = purpose == Purpose::knowing || access == TableAccess::open_to_all ||
                    (access == TableAccess::protected_by_owner && !writing);
  if (table.dropped_) {
    refusal_ = TableError::no_such_table;
  } else if (!free && table.owner_ != self.self()) {
    refusal_ = TableError::no_access;
  }
}

TableGuard::~TableGuard() {
  purpose_ == Purpose::writing ? table_.mutex_.unlock() : table_.mutex_.unlock_shared();
  std::launder(reinterpret_cast<RuntimeScope*>(scope_.data()))->~RuntimeScope();
}

Pid TableGuard::owner() const {
  return table_.owner_;
}

namespace table_detail {

Result<TableId, TableError> add(Context self, const std::shared_ptr<TableCore>& table) {
  const RuntimeScope scope;
  return self.node().tables().add(table, self.self());
}

std::shared_ptr<TableCore> find(Context self, Name name) {
  const RuntimeScope scope;
  return self.node().tables().find(name);
}

std::shared_ptr<TableCore> find(Context self, TableId id) {
  const RuntimeScope scope;
  return self.node().tables().find(id);
}

Result<void, TableError> drop(Context self, TableCore& table) {
  const RuntimeScope scope;
  return self.node().tables().drop(table, self.self());
}

Result<void, TableError> give_away(Context self, TableCore& table, Pid to, std::string data) {
  const RuntimeScope scope;
  return self.node().tables().give_away(table, self.self(), to, copied_out(std::move(data)));
}

}  // namespace table_detail

}  // namespace forlopp::runtime
