#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenarios/engine/fault.hpp"

namespace forlopp::scenario {

/// How a parameter is written, and so which member of `FaultParameters` it sets.
enum class ParameterForm : std::uint8_t {
  probability,  // A share, 0 to 100 %.
  delay,        // A distribution of durations.
  back_after,   // A duration.
  rate,         // Events per second.
  moment,       // A word: see `moment_names`.
};

enum class Need : std::uint8_t { optional, required };

/// One parameter of a fault kind.
struct FaultParameter {
  std::string_view key;
  ParameterForm form;
  Need need;
  double least;  // Of shares as a fraction, of durations in seconds, of rates per second.
  double most;
  double otherwise;  // The value when it is not given; of a delay its constant, in seconds.
  std::string_view meaning;
};

/// Whether a fault is over at once or goes on for the time that `lasting` says.
enum class Course : std::uint8_t { instant, lasting };

/// What there is to know of a kind of fault.
struct FaultDefinition {
  FaultKind kind;
  std::string_view name;  // As scenario files write it.
  std::string_view does;
  std::span<const TargetKind> targets;
  Course course;
  std::span<const FaultParameter> parameters;
  std::string_view noticed_by;  // How the exchange must find out.
  std::string_view outcome;     // What must happen then.
};

/// Every kind, in the order of `FaultKind`.
std::span<const FaultDefinition> fault_catalogue();
const FaultDefinition& definition(FaultKind kind);
/// Null if there is none of that name.
const FaultDefinition* find_fault(std::string_view name);

/// A process or a supervisor that a fault may kill.
struct Victim {
  TargetKind kind;  // `process` or `supervisor`.
  std::string_view name;
  std::string_view meaning;
};

/// All that can be killed by name; `card` and `shelf` need an address besides.
std::span<const Victim> victims();

struct MomentName {
  CallMoment moment;
  std::string_view name;
};
std::span<const MomentName> moment_names();
std::string_view text(CallMoment moment);
std::string_view text(TargetKind kind);

/// Reads `card 2/3`, `any 3 cards of shelf 2`, `10 % of lines`, `process path_finder`, ...; the
/// error is a sentence's end: what was expected.
runtime::Result<Target, std::string> parse_target(std::string_view text);

}  // namespace forlopp::scenario
