#include "switch/store/database.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include <sqlite3.h>

namespace forlopp::exchange {
namespace {

using runtime::err;
using runtime::Result;

/// Times are nanoseconds since the exchange started. `answered` is null for a call that was not.
constexpr const char* schema = R"(
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists calls(
    call integer primary key, calling text not null, called text not null, seized integer not null,
    answered integer, ended integer not null, cause integer not null, released_by integer not null,
    route_kind integer not null, route integer not null, category integer not null) without rowid;
  create table if not exists alarms(
    object text not null, cause text not null, raised integer not null, cleared integer,
    severity text not null, text text not null, primary key(object, cause, raised));
)";

constexpr const char* insert_call_sql =
    "insert or ignore into calls values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr const char* insert_alarm_sql =
    "insert into alarms values(?1, ?2, ?3, ?4, ?5, ?6) on conflict do update set "
    "cleared = excluded.cleared, severity = excluded.severity, text = excluded.text";

struct NumberText {
  std::array<char, callmodel::Digits::size_max> symbols{};
  int size = 0;
};

NumberText text_of(const callmodel::Digits& digits) {
  NumberText text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    text.symbols[at] = callmodel::to_char(digits[at]);
  }
  text.size = static_cast<int>(digits.size());
  return text;
}

void bind_text(sqlite3_stmt* statement, int at, std::string_view text) {
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::int64_t nanoseconds(runtime::Instant at) {
  return at.time_since_epoch().count();
}

}  // namespace

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

void Database::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<Database, std::string> Database::open(const std::string& file) {
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database database{Handle{raw}};
  if (opened != SQLITE_OK) return err(database.last_error());
  if (auto made = database.run(schema); !made) return err(std::move(made.error()));
  if (auto prepared = database.prepare(); !prepared) return err(std::move(prepared.error()));
  return database;
}

std::string Database::last_error() const {
  return sqlite3_errmsg(handle_.get());
}

Result<void, std::string> Database::run(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return err(last_error());
}

Result<void, std::string> Database::prepare() {
  for (auto& [sql, statement] :
       {std::pair{insert_call_sql, &insert_call_}, std::pair{insert_alarm_sql, &insert_alarm_}}) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql, -1, &raw, nullptr) != SQLITE_OK) {
      return err(last_error());
    }
    statement->reset(raw);
  }
  return {};
}

bool Database::insert(const EndedCall& call) {
  sqlite3_stmt* row = insert_call_.get();
  const callmodel::CallRecord& record = call.record;
  const NumberText calling = text_of(record.calling);
  const NumberText called = text_of(record.called);
  sqlite3_bind_int64(row, 1, static_cast<sqlite3_int64>(record.call));
  sqlite3_bind_text(row, 2, calling.symbols.data(), calling.size, SQLITE_STATIC);
  sqlite3_bind_text(row, 3, called.symbols.data(), called.size, SQLITE_STATIC);
  sqlite3_bind_int64(row, 4, record.seized.count());
  if (call.answered == callmodel::Answered::yes) {
    sqlite3_bind_int64(row, 5, record.answered.count());
  } else {
    sqlite3_bind_null(row, 5);
  }
  sqlite3_bind_int64(row, 6, record.ended.count());
  sqlite3_bind_int(row, 7, static_cast<int>(record.cause));
  sqlite3_bind_int(row, 8, static_cast<int>(record.released_by));
  sqlite3_bind_int(row, 9, static_cast<int>(record.route.kind));
  sqlite3_bind_int64(row, 10, record.route.id);
  sqlite3_bind_int(row, 11, static_cast<int>(record.destination.category));
  const bool done = sqlite3_step(row) == SQLITE_DONE;
  sqlite3_reset(row);
  return done;
}

Result<void, std::string> Database::write(std::span<const EndedCall> calls) {
  if (auto begun = run("begin immediate"); !begun) return begun;
  for (const EndedCall& call : calls) {
    if (insert(call)) continue;
    std::string error = last_error();
    run("rollback").or_else([](const std::string&) {});
    return err(std::move(error));
  }
  auto committed = run("commit");
  if (!committed) run("rollback").or_else([](const std::string&) {});
  return committed;
}

Result<void, std::string> Database::write(const Alarm& alarm) {
  sqlite3_stmt* row = insert_alarm_.get();
  bind_text(row, 1, alarm.object);
  bind_text(row, 2, name(alarm.cause));
  sqlite3_bind_int64(row, 3, nanoseconds(alarm.raised));
  if (alarm.cleared > alarm.raised) {
    sqlite3_bind_int64(row, 4, nanoseconds(alarm.cleared));
  } else {
    sqlite3_bind_null(row, 4);
  }
  bind_text(row, 5, name(alarm.severity));
  bind_text(row, 6, alarm.text);
  const bool done = sqlite3_step(row) == SQLITE_DONE;
  sqlite3_reset(row);
  if (!done) return err(last_error());
  return {};
}

}  // namespace forlopp::exchange
