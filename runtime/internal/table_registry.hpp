#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "runtime/node.hpp"
#include "runtime/table.hpp"

namespace forlopp::runtime {

struct Process;

/// The tables of one node, and who owns them. Thread-safe; its lock is taken before a table's.
class TableRegistry {
 public:
  using Core = std::shared_ptr<TableCore>;
  explicit TableRegistry(Node& node) : node_{node} {}

  Result<TableId, TableError> add(const Core& table, Pid owner);
  Core find(Name name) const;
  Core find(TableId id) const;
  Result<void, TableError> drop(TableCore& table, Pid by);
  Result<void, TableError> give_away(TableCore& table, Pid by, Pid to, std::string data);
  /// After nothing can be sent to the process any more.
  void process_ended(const Process& process);

 private:
  /// From now on its end is looked into. False: it has ended.
  bool note_owner(Pid owner);
  void forget(TableCore& table);
  /// False if there is no heir that lives.
  bool inherit(TableCore& table);
  void tell(const TableCore& table, Pid from, std::string data);

  Node& node_;
  mutable std::mutex mutex_{};
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Core> tables_{};
  std::map<Name, std::uint64_t> named_{};
};

}  // namespace forlopp::runtime
