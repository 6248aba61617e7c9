#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/units.hpp"

/// What can be told of the faults of a run while it runs.
namespace forlopp::scenario {

/// Where a fault is.
enum class FaultStage : std::uint8_t { planned, active, over, taken_back };
/// `planned`, `active`, `over`, `taken_back`.
std::string_view name(FaultStage stage);

/// Whether what is expected of a fault came true. `none`: nothing is.
enum class FaultVerdict : std::uint8_t { none, awaited, held, not_held };
/// ``, `awaited`, `held`, `not_held`.
std::string_view name(FaultVerdict verdict);

/// A fault of the scenario or of a client.
struct FaultState {
  std::string key{};  ///< The name, with a number where several have the same.
  std::string name;   ///< Of the scenario's several may have the same.
  std::string kind;
  std::string target;               ///< As written.
  std::optional<Duration> at{};     ///< Of its last strike, else of its first one; none: not known.
  std::optional<Duration> until{};  ///< When what it does now ends by itself; none: not known.
  FaultStage stage = FaultStage::planned;
  std::uint64_t hits = 0;  ///< Things that it has hit.
  std::string by;          ///< Who wants it; empty: the scenario.
  FaultVerdict verdict = FaultVerdict::none;
  std::string expected{};  ///< With what was found so far.
};

/// Something that a fault did.
struct FaultNews {
  enum class Kind : std::uint8_t {
    strikes,
    hits,        ///< One of those that it strikes.
    over,        ///< At one of them, by the run; not told of what ends by itself.
    taken_back,  ///< Before its time, by its `abort_when` or a client.
    held,        ///< Something that was expected of it came true,
    not_held,    ///< or did not.
  };
  Kind kind{};
  std::string fault;       ///< Its name.
  std::string target;      ///< Of a strike as written, else the thing itself.
  std::string expected{};  ///< Of a verdict: as written, and
  std::string measured{};  ///< what was found.
  Duration at{};
};
/// `strikes`, `hits`, `over`, `taken_back`, `held`, `not_held`.
std::string_view name(FaultNews::Kind kind);

/// What a fault would hit.
struct WouldHit {
  std::uint64_t count = 0;             ///< Of calls and numbers those that it waits for; 0: any.
  std::vector<std::string> objects{};  ///< As alarms call them; empty where they are not known yet.
};

}  // namespace forlopp::scenario
