#pragma once

#include <cstdint>

#include "callmodel/cause.hpp"
#include "callmodel/digit_tree.hpp"
#include "callmodel/identifiers.hpp"
#include "callmodel/line_class.hpp"
#include "callmodel/number.hpp"
#include "callmodel/pic.hpp"

namespace forlopp::callmodel {

/// Who ended a call.
enum class ReleasedBy : std::uint8_t { nobody, calling_party, called_party, network };

/// What a call detail record is made of. Opened at answer, completed once at the end; a call that
/// is not answered has none.
struct CallRecord {
  CallId call{};
  Digits calling{};
  Digits called{};
  PortId calling_port{};
  Route route{};
  Destination destination{};
  Instant seized{};
  Instant answered{};
  Instant ended{};  ///< Zero while the call goes on.
  Cause cause = Cause::none;
  ReleasedBy released_by = ReleasedBy::nobody;
  ReleasePolicy policy = ReleasePolicy::calling_party_with_timeout;

  /// The charged time; zero while the call goes on.
  constexpr Instant duration() const { return ended > answered ? ended - answered : Instant{0}; }
};

/// How far an attempt came. Every originating half reports exactly one.
enum class Answered : std::uint8_t { no, yes };
struct AttemptOutcome {
  CallId call{};
  Cause cause = Cause::none;
  Pic reached = Pic::o_null;  ///< The point in call in which it ended.
  Answered answered = Answered::no;
  std::uint8_t digits = 0;  ///< How many had been dialled.
  ReleasedBy released_by = ReleasedBy::nobody;
  Instant seized{};
  Instant ended{};
};

}  // namespace forlopp::callmodel
