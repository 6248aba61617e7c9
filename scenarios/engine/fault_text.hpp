#pragma once

#include <span>
#include <string>

#include "runtime/result.hpp"
#include "scenarios/engine/fault.hpp"

namespace forlopp::scenario {

/// A key and what is written at it.
struct Written {
  std::string key{};
  std::string value{};
};

/// One fault, with the keys and values of a scenario file; one that does not say when it strikes
/// does so at `now`. The error is a sentence that names the key: what was found, what was expected.
/// Whether it fits the exchange is another matter.
runtime::Result<Fault, std::string> read_fault(std::span<const Written> written,
                                               const ExchangePlan& exchange, Duration now);

}  // namespace forlopp::scenario
