#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// A row of the table of faults: one strike, or several of one fault at one moment that cost
/// nothing and differ only in whom they struck.
struct FaultRow {
  std::size_t first = 0;  ///< Counted from 1, as on the timeline.
  std::size_t strikes = 1;
  FaultRecord fault;   ///< The first of them.
  std::string title;   ///< `noisy_backplane (message_loss)`.
  std::string target;  ///< `card 1/1`, `card 1/1 .. card 1/16 (16)`.
};

/// When all was well again, or why that cannot be said: `40 s`, `taken back after 40 s`, `at work
/// until the end`, `run interrupted`; `-` when it was not.
std::string recovery_text(const FaultRecord& fault, const RunFacts& run);

std::vector<FaultRow> fault_rows(const std::vector<FaultRecord>& faults);

}  // namespace forlopp::scenario
