#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/time.hpp"

namespace forlopp::exchange {

/// X.733, 8.1.2.3.
enum class Severity : std::uint8_t { cleared, indeterminate, warning, minor, major, critical };
/// X.733, 8.1.2.1: the types of alarm.
enum class AlarmType : std::uint8_t {
  communications,
  quality_of_service,
  processing_error,
  equipment,
  environmental,
};
/// X.733, 8.1.2.2 and M.3100: the probable causes that this exchange can tell.
enum class ProbableCause : std::uint8_t {
  line_card_problem,          ///< Its firmware hangs or crashes too often.
  replaceable_unit_removed,   ///< The card is out of its slot.
  line_babbling,              ///< More hook changes than a person can make.
  communications_failure,     ///< Commands to a card stay unanswered.
  trunk_far_end_failure,      ///< Circuits had to be reset or do not answer.
  congestion,                 ///< Overload control refuses calls.
  software_abnormally_ended,  ///< A process of the exchange crashed and was started again.
  storage_problem,            ///< Call records cannot be written.
  audit_finding,              ///< A law of conservation is broken.
};

std::string_view name(Severity severity);
std::string_view name(AlarmType type);
std::string_view name(ProbableCause cause);
AlarmType type_of(ProbableCause cause);

/// What is wrong with which thing since when. Object and probable cause identify it.
struct Alarm {
  std::string object;  ///< `card 1/3`, `line 1/3/7`: the parts before the last `/` contain it.
  ProbableCause cause = ProbableCause::line_card_problem;
  Severity severity = Severity::warning;
  std::string text;
  runtime::Instant raised;
  runtime::Instant cleared{};
  bool suppressed = false;  ///< A wider alarm explains it.
};

}  // namespace forlopp::exchange
