#pragma once

#include <optional>
#include <utility>

#include "runtime/time.hpp"
#include "switch/mgmt/board.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::live {

/// A row of a topic, column by column.
template <class... Columns>
management::Board::Row row_of(Columns&&... columns) {
  management::Board::Row row;
  row.reserve(sizeof...(columns));
  (row.emplace_back(std::forward<Columns>(columns)), ...);
  return row;
}

/// As times travel: nanoseconds since the start of the run.
inline std::int64_t vtime(runtime::Instant when) {
  return when.time_since_epoch().count();
}
/// What may not be known yet.
template <class T>
management::Document or_null(const std::optional<T>& value) {
  return value ? management::Document{*value} : management::Document{};
}
/// States travel as their numbers.
inline std::int64_t number(management::State state) {
  return static_cast<std::int64_t>(state);
}

}  // namespace forlopp::live
