#pragma once

#include <cstdint>
#include <vector>

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "runtime/pid.hpp"
#include "switch/config/addresses.hpp"
#include "switch/lines/port.hpp"

/// What the process of a card understands besides hardware and half-calls.
namespace forlopp::exchange {

/// Question: what are your lines doing? Answer: `CardBooks`.
struct ReportCard {};
struct LineBook {
  LineId line{};
  LinePhase phase = LinePhase::idle;
  callmodel::CallId call{};
  runtime::Pid half;
};
struct CardBooks {
  CardId card{};
  UnitState state = UnitState::in_service;
  std::vector<LineBook> lines{};  ///< Those that are not idle.
};

/// From overload control: of originations, admit this many of 65,536; all of them at the start.
struct AdmitShare {
  std::uint32_t of_65536 = 65'536;
};

/// By an operator: takes the card out of service, its calls are released; and back.
struct BlockCard {};
struct UnblockCard {};

/// To a half-call: a digit, numbered, because a card process that has just been started may hand on
/// one that its predecessor has handed on already.
struct DigitHeard {
  callmodel::Digit digit{};
  std::uint64_t number = 0;  ///< Grows from digit to digit of a line.
};

}  // namespace forlopp::exchange
