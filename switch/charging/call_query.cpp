#include "switch/charging/call_query.hpp"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "callmodel/call_record.hpp"

namespace forlopp::exchange {
namespace {

constexpr auto query =
    "SELECT call, calling, called, seized, answered, ended, cause, released_by FROM calls "
    "WHERE substr(calling, 1, length(?1)) = ?1 AND substr(called, 1, length(?2)) = ?2 "
    "AND (?3 IS NULL OR cause = ?3) ORDER BY call LIMIT ?4";

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

std::string text_at(sqlite3_stmt* row, int column) {
  const auto* text = sqlite3_column_text(row, column);
  return text == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(text)};
}

/// The database counts nanoseconds.
double seconds_at(sqlite3_stmt* row, int column) {
  return static_cast<double>(sqlite3_column_int64(row, column)) / 1e9;
}

std::string released_by(int who) {
  switch (static_cast<callmodel::ReleasedBy>(who)) {
    case callmodel::ReleasedBy::nobody: return "nobody";
    case callmodel::ReleasedBy::calling_party: return "calling party";
    case callmodel::ReleasedBy::called_party: return "called party";
    case callmodel::ReleasedBy::network: return "network";
  }
  return "unknown";
}

CallRow read(sqlite3_stmt* row) {
  CallRow call{.call = static_cast<std::uint64_t>(sqlite3_column_int64(row, 0)),
               .calling = text_at(row, 1),
               .called = text_at(row, 2),
               .seized = seconds_at(row, 3),
               .answered = std::nullopt,
               .ended = seconds_at(row, 5),
               .cause = sqlite3_column_int(row, 6),
               .released_by = released_by(sqlite3_column_int(row, 7))};
  if (sqlite3_column_type(row, 4) != SQLITE_NULL) call.answered = seconds_at(row, 4);
  return call;
}

void bind(sqlite3_stmt* statement, const CallFilter& filter) {
  const auto keep = SQLITE_STATIC;  // The filter outlives the statement.
  sqlite3_bind_text(statement, 1, filter.calling.c_str(), -1, keep);
  sqlite3_bind_text(statement, 2, filter.called.c_str(), -1, keep);
  if (filter.cause) sqlite3_bind_int(statement, 3, *filter.cause);
  sqlite3_bind_int64(statement, 4,
                     filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit));
}

/// A statement for a file of calls. `use` is given it when it is ready, and returns how it went.
template <class Use>
runtime::Result<void, std::string> with_statement(const std::string& database, const char* sql,
                                                  Use&& use) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(database, ignored)) {
    return runtime::err(database + ": no such file");
  }
  sqlite3* opened = nullptr;
  sqlite3_open_v2(database.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const Connection connection{opened, &sqlite3_close};
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(connection.get(), sql, -1, &prepared, nullptr);
  const Statement statement{prepared, &sqlite3_finalize};
  if (!statement) {
    return runtime::err(database +
                        ": not a database of calls: " + sqlite3_errmsg(connection.get()));
  }
  if (use(statement.get()) == SQLITE_DONE) return {};
  return runtime::err(database + ": " + sqlite3_errmsg(connection.get()));
}

}  // namespace

runtime::Result<std::vector<CallRow>, std::string> find_calls(const std::string& database,
                                                              const CallFilter& filter) {
  std::vector<CallRow> calls;
  auto done = with_statement(database, query, [&](sqlite3_stmt* statement) {
    bind(statement, filter);
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) calls.push_back(read(statement));
    return result;
  });
  if (!done) return runtime::err(std::move(done.error()));
  return calls;
}

runtime::Result<RowCounts, std::string> count_calls(const std::string& database) {
  RowCounts counts;
  auto done = with_statement(
      database, "SELECT count(*), count(answered) FROM calls", [&](sqlite3_stmt* statement) {
        const int result = sqlite3_step(statement);
        if (result != SQLITE_ROW) return result;
        counts.calls = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 0));
        counts.answered = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 1));
        return SQLITE_DONE;
      });
  if (!done) return runtime::err(std::move(done.error()));
  return counts;
}

}  // namespace forlopp::exchange
