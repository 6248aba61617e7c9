#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <type_traits>
#include <variant>

#include "callmodel/call_record.hpp"
#include "callmodel/detection_point.hpp"
#include "callmodel/digit_tree.hpp"
#include "callmodel/identifiers.hpp"
#include "callmodel/pic.hpp"
#include "callmodel/primitives.hpp"
#include "callmodel/timers.hpp"
#include "callmodel/tone.hpp"
#include "callmodel/trunk_signal.hpp"
#include "runtime/check.hpp"

namespace forlopp::callmodel {

/// Everything that a half-call can ask for. Carry actions out in order. A request is answered by an
/// event; its release is valid from the request on and also cancels a request not yet answered.

/// (Re)starts a timer. After StopTimer, or a new StartTimer of the same id, the older one must not
/// expire any more.
struct StartTimer {
  TimerId timer{};
  std::chrono::milliseconds duration{};
};
struct StopTimer {
  TimerId timer{};
};

// To the line of the half. After LineLost nobody need carry these out.
struct GiveTone {
  ToneId tone{};  ///< Replaces the tone given before.
};
struct StopTone {};
struct StartRinging {
  Digits calling{};  ///< For the display. Answered by RingingStarted or RingingFailed.
};
struct StopRinging {};
struct LockOutLine {};  ///< Park a line left off-hook; it costs nothing until it goes on-hook.
struct ReleaseLine {};  ///< The half no longer needs its line, which is on-hook or lost.

// To the exchange.
struct RequestAdmission {};  ///< AdmissionGranted or AdmissionRefused.
struct RequestReceiver {};   ///< ReceiverGranted or ReceiverRefused.
struct ReleaseReceiver {};
struct SelectRoute {  ///< RouteSelected or RouteFailed.
  Destination destination{};
  Digits called{};
};
struct SeizeLine {
};  ///< The line that the terminating half was made for: LineSeized or LineRefused.
struct SeizeCircuit {  ///< CircuitSeized or CircuitRefused.
  Route route{};
};
struct ReleaseCircuit {};
struct ResetCircuit {};  ///< The far end does not answer: maintenance takes over the circuit.
struct RequestPath {     ///< PathGranted or PathRefused.
  PortId from{};
  PortId to{};
};
struct ConnectPath {};
struct ReleasePath {};

// To the other half and to the far exchange.
struct SetUp {  ///< Create the terminating half that the route asks for and give it the Setup.
  Route route{};
  Setup setup;
};
struct SendToPeer {
  Primitive primitive;
};
struct SendToTrunk {
  TrunkSignal signal;
};

// Facts.
struct Passed {  ///< A transition of the basic call state model.
  Pic from{};
  Dp dp = Dp::none;
  Pic to{};
};
struct OpenCallRecord {
  CallRecord record;
};
struct CompleteCallRecord {
  CallRecord record;
};
struct EndAttempt {
  AttemptOutcome outcome;
};
struct Finish {};  ///< The half has ended and holds nothing. Always the last action of all.

using Action =
    std::variant<StartTimer, StopTimer, GiveTone, StopTone, StartRinging, StopRinging, LockOutLine,
                 ReleaseLine, RequestAdmission, RequestReceiver, ReleaseReceiver, SelectRoute,
                 SeizeLine, SeizeCircuit, ReleaseCircuit, ResetCircuit, RequestPath, ConnectPath,
                 ReleasePath, SetUp, SendToPeer, SendToTrunk, Passed, OpenCallRecord,
                 CompleteCallRecord, EndAttempt, Finish>;

static_assert(std::is_trivially_copyable_v<Action>);

/// A buffer that the caller owns and reuses: `clear()`, `handle(...)`, carry out. No heap.
class Actions {
 public:
  static constexpr std::size_t capacity = 32;

  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Action& operator[](std::size_t at) const { return items_[at]; }
  const Action* begin() const { return items_.data(); }
  const Action* end() const { return items_.data() + size_; }

  template <class T>
  void push(const T& action) {
    runtime::check(size_ < capacity, "more actions than one event can cause");
    items_[size_++].template emplace<T>(action);
  }

 private:
  std::array<Action, capacity> items_{};
  std::size_t size_ = 0;
};

}  // namespace forlopp::callmodel
