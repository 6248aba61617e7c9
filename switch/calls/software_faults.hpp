#pragma once

#include <cstdint>

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/pic.hpp"
#include "runtime/random.hpp"

namespace forlopp::exchange {

/// A half-call that has just reached a point in call.
struct CallPoint {
  callmodel::CallId call{};
  callmodel::Digits calling;
  callmodel::Digits called;  ///< As far as dialled.
  callmodel::Pic pic{};
};

/// What becomes of it.
enum class Strike : std::uint8_t {
  none,
  throws,            ///< The half-call throws.
  null_dereference,  ///< It reads through a null pointer.
};

/// Software faults put into half-calls on purpose: asked at each change of point in call. Called on
/// the thread that runs the half-call, so thread-safe under the threaded scheduler; deterministic
/// but for `random`, which is the node's.
class SoftwareFaults {
 public:
  virtual ~SoftwareFaults() = default;
  virtual Strike at(const CallPoint& point, runtime::Random& random) = 0;
};

/// Makes it so: throws, or reads through a null pointer. Does not return except for `none`.
void strike(Strike what);

}  // namespace forlopp::exchange
