#pragma once

#include <cstdint>
#include <string_view>

#include "callmodel/cause.hpp"
#include "callmodel/number.hpp"

namespace forlopp::callmodel {

/// The ISUP messages of call control (Q.763), by meaning. Blocking and group supervision belong to
/// circuit maintenance, not to a call.
enum class TrunkMessage : std::uint8_t { iam, acm, cpg, anm, sus, res, rel, rlc, rsc };

constexpr std::string_view name(TrunkMessage message) {
  switch (message) {
    case TrunkMessage::iam: return "IAM";
    case TrunkMessage::acm: return "ACM";
    case TrunkMessage::cpg: return "CPG";
    case TrunkMessage::anm: return "ANM";
    case TrunkMessage::sus: return "SUS";
    case TrunkMessage::res: return "RES";
    case TrunkMessage::rel: return "REL";
    case TrunkMessage::rlc: return "RLC";
    case TrunkMessage::rsc: return "RSC";
  }
  return "?";
}

/// A message on the circuit of a call, from or to the far exchange.
struct TrunkSignal {
  TrunkMessage message = TrunkMessage::iam;
  Cause cause = Cause::none;  ///< REL only.
  Digits calling{};           ///< IAM only.
  Digits called{};            ///< IAM only.
};

}  // namespace forlopp::callmodel
