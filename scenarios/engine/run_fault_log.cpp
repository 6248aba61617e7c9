#include "scenarios/engine/run_fault_log.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace forlopp::scenario {
namespace {

/// Calls that end this much later than a strike are still put down to it, while it is not over.
constexpr Duration blame_after_recovery = std::chrono::seconds{1};

}  // namespace

void FaultLog::struck(Strike strike) {
  entries_.push_back({.record = {.at = strike.at,
                                 .name = std::move(strike.name),
                                 .kind = std::move(strike.kind),
                                 .target = std::move(strike.target),
                                 .detected_after = {},
                                 .recovered_after = {}},
                      .object = std::move(strike.object)});
}

bool FaultLog::concerns(const Entry& entry, std::string_view object) {
  if (entry.object.empty()) return false;
  const bool same = object == entry.object;
  const bool part = object.starts_with(entry.object) && object[entry.object.size()] == '/';
  return same || part;
}

void FaultLog::noticed(std::string_view object, Duration now) {
  for (Entry& entry : entries_) {
    if (!entry.record.detected_after && concerns(entry, object)) {
      entry.record.detected_after = now - entry.record.at;
    }
  }
}

void FaultLog::put_right(std::string_view object, Duration now) {
  noticed(object, now);
  for (Entry& entry : entries_) {
    if (!entry.record.recovered_after && concerns(entry, object)) {
      entry.record.recovered_after = now - entry.record.at;
    }
  }
}

FaultLog::Entry* FaultLog::responsible(Duration now) {
  for (Entry& entry : std::views::reverse(entries_)) {
    const FaultRecord& record = entry.record;
    if (!record.recovered_after) return &entry;
    if (now <= record.at + *record.recovered_after + blame_after_recovery) return &entry;
  }
  return nullptr;
}

void FaultLog::lost_transient(Duration now) {
  if (Entry* entry = responsible(now)) ++entry->record.lost_transient;
}

void FaultLog::lost_stable(Duration now) {
  if (Entry* entry = responsible(now)) ++entry->record.lost_stable;
}

std::vector<FaultRecord> FaultLog::records() const {
  std::vector<FaultRecord> records;
  for (const Entry& entry : entries_) records.push_back(entry.record);
  return records;
}

}  // namespace forlopp::scenario
