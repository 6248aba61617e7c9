#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/digits.hpp"

namespace forlopp::hal {

/// Release causes by their number in Q.850, for example 16 normal clearing, 17 user busy.
using CauseValue = std::uint8_t;

/// The messages of ISUP by meaning (Q.762), without their coding.
enum class Isup : std::uint8_t {
  iam,  ///< Seizes the circuit; has the numbers.
  acm,  ///< The called line is free and rings.
  cpg,  ///< Progress.
  anm,  ///< Answer.
  sus,  ///< The called party has hung up and may come back.
  res,  ///< It has come back.
  rel,  ///< Release, with a cause.
  rlc,  ///< The circuit is idle again.
  blo,  ///< No calls to me on this circuit, please; those in progress stay.
  bla,  ///< So be it.
  ubl,  ///< Calls again.
  uba,  ///< So be it.
  rsc,  ///< I do not know what this circuit does: make it idle. Answered by rlc.
  grs,  ///< The same of `range` circuits from `circuit` on.
  gra,  ///< They are idle.
};

/// To and from the driver of a trunk group, whose other side is the far exchange. Signalling links
/// repeat what they lose (Q.703), so these arrive, in order, once.
struct TrunkMessage {
  CircuitAddress circuit{};
  Isup kind = Isup::iam;
  CauseValue cause = 16;    ///< rel only.
  std::uint16_t range = 1;  ///< grs, gra: how many circuits.
  Digits called{};          ///< iam only.
  Digits calling{};         ///< iam only.
};

/// To the driver of a trunk group: the circuit hears `end` from now on, `nothing` for silence. One
/// way, as `Connect` for lines: a conversation needs both. Lost nowhere, and not answered.
struct ConnectCircuit {
  CircuitAddress circuit{};
  PathEnd end{};
};

/// To the driver of a trunk group: from now on `exchange` gets what the far end says. Says nothing
/// about the circuits: a process that knows nothing of their state begins with a grs.
struct AttachTrunks {
  TrunkGroupNumber group = 0;
  runtime::Pid exchange{};
};

std::string_view name(Isup kind);  ///< `IAM`, ...
std::string describe(const TrunkMessage& message);
std::string describe(const ConnectCircuit& connect);
std::string describe(const AttachTrunks& attach);

}  // namespace forlopp::hal
