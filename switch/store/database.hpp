#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "runtime/result.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/charging/call_journal.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace forlopp::exchange {

/// The exchange's SQLite file, open for writing: WAL, so that readers are never in the way, and
/// prepared statements. One writer; not thread-safe.
class Database {
 public:
  /// Makes the tables if there are none. The error is SQLite's, for a person.
  static runtime::Result<Database, std::string> open(const std::string& file);

  /// One transaction. A call that is there already stays as it is. The error is SQLite's; then
  /// nothing of it was written.
  runtime::Result<void, std::string> write(std::span<const EndedCall> calls);
  /// A new row for a raised alarm, or its time of clearing.
  runtime::Result<void, std::string> write(const Alarm& alarm);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Handle = std::unique_ptr<sqlite3, Close>;
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

  explicit Database(Handle handle) : handle_{std::move(handle)} {}
  runtime::Result<void, std::string> run(const char* sql);
  runtime::Result<void, std::string> prepare();
  bool insert(const EndedCall& call);
  std::string last_error() const;

  Handle handle_;
  Statement insert_call_;
  Statement insert_alarm_;
};

}  // namespace forlopp::exchange
