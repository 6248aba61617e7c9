#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "runtime/result.hpp"
#include "switch/charging/call_journal.hpp"

struct sqlite3;

namespace forlopp::exchange {

/// The database that call records end up in: SQLite in WAL mode, one table `calls` with a row for
/// each attempt that has ended, whose key is the number of the call, so that none is written twice.
/// For one thread at a time; errors are sentences.
class CallDatabase {
 public:
  /// Opens or makes the file; `:memory:` lives as long as the object.
  static runtime::Result<std::unique_ptr<CallDatabase>, std::string> open(const std::string& path);
  ~CallDatabase();
  CallDatabase(const CallDatabase&) = delete;
  CallDatabase& operator=(const CallDatabase&) = delete;

  /// All of them in one transaction, or none. Rows that are there already stay as they are.
  runtime::Result<std::size_t, std::string> write(std::span<const EndedCall> calls);

 private:
  struct Statement;
  explicit CallDatabase(sqlite3* connection);
  bool prepare();
  bool execute(const char* sql);
  bool insert(const EndedCall& call);
  std::string last_error() const;

  sqlite3* connection_;
  std::unique_ptr<Statement> insert_;
};

}  // namespace forlopp::exchange
