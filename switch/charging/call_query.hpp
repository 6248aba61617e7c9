#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/result.hpp"

namespace forlopp::exchange {

/// Which call records are wanted. What is left empty does not matter.
struct CallFilter {
  std::string calling{};  ///< Begins so.
  std::string called{};   ///< Begins so.
  std::optional<int> cause{};
  std::uint64_t limit = 0;  ///< At most so many; 0: all.
};

/// A call record as the database has it; times in seconds since the exchange started.
struct CallRow {
  std::uint64_t call = 0;
  std::string calling;
  std::string called;
  double seized = 0;
  std::optional<double> answered;
  double ended = 0;
  int cause = 0;
  std::string released_by;
};

/// The records of a database file, oldest first. The database may be in use. The error is a
/// sentence: no such file, not such a database.
runtime::Result<std::vector<CallRow>, std::string> find_calls(const std::string& database,
                                                              const CallFilter& filter);

struct RowCounts {
  std::uint64_t calls = 0;
  std::uint64_t answered = 0;
};
/// How many records the file has; likewise.
runtime::Result<RowCounts, std::string> count_calls(const std::string& database);

}  // namespace forlopp::exchange
