#pragma once

#include <cstdint>

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/pic.hpp"
#include "runtime/pid.hpp"
#include "runtime/random.hpp"

namespace forlopp::exchange {

/// A half-call that has just reached a point in call.
struct CallPoint {
  callmodel::CallId call{};
  runtime::Pid half;
  callmodel::Digits calling;
  callmodel::Digits called;  ///< As far as dialled.
  callmodel::Pic pic{};
  callmodel::PortId calling_port{};  ///< A line, or the circuit by which the call came in.
};

/// What becomes of it.
enum class Strike : std::uint8_t {
  none,
  throws,            ///< The half-call throws.
  null_dereference,  ///< It reads through a null pointer.
};

/// To a half-call: ask what is due to you, where you are.
struct FaultIsDue {};

/// Software faults put into half-calls on purpose. Called on the thread that runs the half-call, so
/// thread-safe under the threaded scheduler; deterministic but for `random`, which is the node's.
class SoftwareFaults {
 public:
  virtual ~SoftwareFaults() = default;
  /// A half-call reaches a point in call; what follows from that is not done yet.
  virtual Strike at(const CallPoint& point, runtime::Random& random) = 0;
  /// A half-call was told that a fault is due.
  virtual Strike due(const CallPoint& point) {
    static_cast<void>(point);
    return Strike::none;
  }
};

/// Makes it so: throws, or reads through a null pointer. Does not return except for `none`.
void strike(Strike what);

}  // namespace forlopp::exchange
