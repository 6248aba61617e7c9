#include "switch/store/call_database.hpp"

#include <string_view>
#include <utility>

#include <sqlite3.h>

namespace forlopp::exchange {
namespace {

constexpr auto schema =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "CREATE TABLE IF NOT EXISTS calls("
    " call INTEGER PRIMARY KEY,"
    " calling TEXT NOT NULL,"
    " called TEXT NOT NULL,"
    " seized REAL NOT NULL,"  // Seconds since the exchange started.
    " answered REAL,"         // NULL: never.
    " ended REAL NOT NULL,"
    " cause INTEGER NOT NULL,"  // Q.850.
    " released_by TEXT NOT NULL"
    ") STRICT;";

constexpr auto insert_sql =
    "INSERT OR IGNORE INTO calls(call, calling, called, seized, answered, ended, cause, "
    "released_by) VALUES(?, ?, ?, ?, ?, ?, ?, ?)";

double seconds(callmodel::Instant when) {
  return std::chrono::duration<double>{when}.count();
}

std::string_view text(callmodel::ReleasedBy who) {
  switch (who) {
    case callmodel::ReleasedBy::nobody: return "nobody";
    case callmodel::ReleasedBy::calling_party: return "calling party";
    case callmodel::ReleasedBy::called_party: return "called party";
    case callmodel::ReleasedBy::network: return "network";
  }
  return "unknown";
}

}  // namespace

/// A prepared statement. Its functions stop the program at nothing: a failed bind shows in `run`.
struct CallDatabase::Statement {
  sqlite3_stmt* handle = nullptr;
  ~Statement() { sqlite3_finalize(handle); }

  void bind(int column, std::int64_t value) { sqlite3_bind_int64(handle, column, value); }
  void bind(int column, double value) { sqlite3_bind_double(handle, column, value); }
  void bind_null(int column) { sqlite3_bind_null(handle, column); }
  /// SQLite keeps a copy of its own.
  void bind(int column, std::string_view value) {
    // The macro SQLITE_TRANSIENT is a C cast of -1.
    const auto copy = reinterpret_cast<sqlite3_destructor_type>(std::intptr_t{-1});
    sqlite3_bind_text(handle, column, value.data(), static_cast<int>(value.size()), copy);
  }
  bool run() {
    const bool done = sqlite3_step(handle) == SQLITE_DONE;
    sqlite3_reset(handle);
    return done;
  }
};

CallDatabase::CallDatabase(sqlite3* connection)
    : connection_{connection}, insert_{std::make_unique<Statement>()} {}

CallDatabase::~CallDatabase() {
  insert_.reset();
  sqlite3_close(connection_);
}

std::string CallDatabase::last_error() const {
  return sqlite3_errmsg(connection_);
}

runtime::Result<std::unique_ptr<CallDatabase>, std::string> CallDatabase::open(
    const std::string& path) {
  sqlite3* connection = nullptr;
  constexpr int how = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const bool opened = sqlite3_open_v2(path.c_str(), &connection, how, nullptr) == SQLITE_OK;
  std::unique_ptr<CallDatabase> database{new CallDatabase{connection}};
  if (!opened || !database->prepare()) {
    return runtime::err("cannot use the database " + path + ": " + database->last_error());
  }
  return database;
}

bool CallDatabase::prepare() {
  return execute(schema) &&
         sqlite3_prepare_v3(connection_, insert_sql, -1, SQLITE_PREPARE_PERSISTENT,
                            &insert_->handle, nullptr) == SQLITE_OK;
}

bool CallDatabase::execute(const char* sql) {
  return sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool CallDatabase::insert(const EndedCall& call) {
  const callmodel::CallRecord& record = call.record;
  Statement& row = *insert_;
  row.bind(1, static_cast<std::int64_t>(record.call));
  row.bind(2, record.calling.text());
  row.bind(3, record.called.text());
  row.bind(4, seconds(record.seized));
  if (call.answered == callmodel::Answered::yes) {
    row.bind(5, seconds(record.answered));
  } else {
    row.bind_null(5);
  }
  row.bind(6, seconds(record.ended));
  row.bind(7, std::int64_t{static_cast<std::uint8_t>(record.cause)});
  row.bind(8, text(record.released_by));
  return row.run();
}

runtime::Result<std::size_t, std::string> CallDatabase::write(std::span<const EndedCall> calls) {
  bool fine = execute("BEGIN IMMEDIATE");
  for (const EndedCall& call : calls) fine = fine && insert(call);
  if (fine && execute("COMMIT")) return calls.size();
  const std::string why = last_error();
  execute("ROLLBACK");
  return runtime::err("cannot write call records: " + why);
}

}  // namespace forlopp::exchange
