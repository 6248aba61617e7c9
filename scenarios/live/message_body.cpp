#include "scenarios/live/message_body.hpp"

#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "callmodel/events.hpp"
#include "runtime/signals.hpp"
#include "runtime/supervisor.hpp"
#include "switch/calls/half_call.hpp"
#include "switch/calls/half_start.hpp"
#include "switch/calls/half_timers.hpp"
#include "switch/calls/line_side.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/lines/line_messages.hpp"
#include "switch/resources/resource_messages.hpp"
#include "switch/store/store_messages.hpp"
#include "switch/trunks/trunk_call_messages.hpp"

// The fields of the messages, beside the messages: whoever sends them need not know that anybody
// reads them here.
namespace forlopp::callmodel {
BOOST_DESCRIBE_ENUM(RouteKind, line, trunk)
BOOST_DESCRIBE_ENUM(Ringback, local, in_band)
BOOST_DESCRIBE_ENUM(ReleasedBy, nobody, calling_party, called_party, network)
BOOST_DESCRIBE_STRUCT(Route, (), (kind, id))
BOOST_DESCRIBE_STRUCT(TrunkSignal, (), (message, cause, calling, called))
BOOST_DESCRIBE_STRUCT(Setup, (), (call, calling, called, calling_port))
BOOST_DESCRIBE_STRUCT(Proceeding, (), ())
BOOST_DESCRIBE_STRUCT(Alerting, (), (ringback))
BOOST_DESCRIBE_STRUCT(Progress, (), ())
BOOST_DESCRIBE_STRUCT(Answer, (), ())
BOOST_DESCRIBE_STRUCT(Suspend, (), ())
BOOST_DESCRIBE_STRUCT(Resume, (), ())
BOOST_DESCRIBE_STRUCT(Release, (), (cause))
BOOST_DESCRIBE_STRUCT(ReleaseComplete, (), ())
BOOST_DESCRIBE_STRUCT(OffHook, (), ())
BOOST_DESCRIBE_STRUCT(OnHook, (), ())
BOOST_DESCRIBE_STRUCT(Flash, (), ())
BOOST_DESCRIBE_STRUCT(RingingStarted, (), ())
BOOST_DESCRIBE_STRUCT(RingingFailed, (), ())
BOOST_DESCRIBE_STRUCT(LineLost, (), ())
BOOST_DESCRIBE_STRUCT(AdmissionGranted, (), ())
BOOST_DESCRIBE_STRUCT(AdmissionRefused, (), (cause))
BOOST_DESCRIBE_STRUCT(ReceiverGranted, (), ())
BOOST_DESCRIBE_STRUCT(ReceiverRefused, (), ())
BOOST_DESCRIBE_STRUCT(LineSeized, (), ())
BOOST_DESCRIBE_STRUCT(LineRefused, (), (cause))
BOOST_DESCRIBE_STRUCT(CircuitSeized, (), (port))
BOOST_DESCRIBE_STRUCT(CircuitRefused, (), (cause))
BOOST_DESCRIBE_STRUCT(PathGranted, (), ())
BOOST_DESCRIBE_STRUCT(PathRefused, (), ())
BOOST_DESCRIBE_STRUCT(PathLost, (), ())
BOOST_DESCRIBE_STRUCT(DualSeizure, (), ())
BOOST_DESCRIBE_STRUCT(CircuitLost, (), ())
BOOST_DESCRIBE_STRUCT(CallRecord, (), (call, calling, called, cause, released_by))
}  // namespace forlopp::callmodel

namespace forlopp::exchange {
BOOST_DESCRIBE_ENUM(LostBooks, none, paths, receivers, circuits)
BOOST_DESCRIBE_ENUM(Side, originating, terminating)
BOOST_DESCRIBE_ENUM(Holding, none, requested, held)
BOOST_DESCRIBE_STRUCT(CircuitId, (), (group, circuit))
BOOST_DESCRIBE_STRUCT(StartOriginating, (), (call, line, card))
BOOST_DESCRIBE_STRUCT(StartIncoming, (), (call, circuit, group, iam))
BOOST_DESCRIBE_STRUCT(StartTerminating, (), (route, setup, peer))
BOOST_DESCRIBE_STRUCT(ResumeOriginating, (), (record))
BOOST_DESCRIBE_STRUCT(ResumeTerminating, (), (record, peer))
BOOST_DESCRIBE_STRUCT(HearPath, (), (to))
BOOST_DESCRIBE_STRUCT(PeerIsHere, (), ())
BOOST_DESCRIBE_STRUCT(HalfTimer, (), (timer, serial))
BOOST_DESCRIBE_STRUCT(LookForCard, (), (attempt))
BOOST_DESCRIBE_STRUCT(DigitHeard, (), (digit, number))
BOOST_DESCRIBE_STRUCT(FaultIsDue, (), ())
BOOST_DESCRIBE_STRUCT(WriteSoon, (), ())
BOOST_DESCRIBE_STRUCT(ReportHoldings, (), (lost, group))
BOOST_DESCRIBE_STRUCT(Holdings, (),
                      (half, call, side, access, has_access, path, path_from, path_to, receiver))
}  // namespace forlopp::exchange

namespace forlopp::exchange::path {
BOOST_DESCRIBE_STRUCT(RequestPath, (), (from, to))
BOOST_DESCRIBE_STRUCT(ReleasePath, (), ())
BOOST_DESCRIBE_STRUCT(ClaimPath, (), (from, to))
}  // namespace forlopp::exchange::path

namespace forlopp::exchange::receiver {
BOOST_DESCRIBE_STRUCT(RequestReceiver, (), ())
BOOST_DESCRIBE_STRUCT(ReleaseReceiver, (), ())
}  // namespace forlopp::exchange::receiver

namespace forlopp::exchange::trunk {
BOOST_DESCRIBE_STRUCT(SeizeCircuit, (), (call))
BOOST_DESCRIBE_STRUCT(ReleaseCircuit, (), ())
BOOST_DESCRIBE_STRUCT(ResetCircuit, (), ())
BOOST_DESCRIBE_STRUCT(ConnectCircuit, (), (to))
BOOST_DESCRIBE_STRUCT(Signal, (), (signal))
}  // namespace forlopp::exchange::trunk

namespace forlopp::exchange::line {
BOOST_DESCRIBE_ENUM(Side, calling, called)
BOOST_DESCRIBE_ENUM(Hears, nothing, path)
BOOST_DESCRIBE_STRUCT(LineInCall, (), (port, call))
BOOST_DESCRIBE_STRUCT(SeizeLine, (), (at))
BOOST_DESCRIBE_STRUCT(GiveTone, (), (at, tone))
BOOST_DESCRIBE_STRUCT(StopTone, (), (at))
BOOST_DESCRIBE_STRUCT(StartRinging, (), (at, calling))
BOOST_DESCRIBE_STRUCT(StopRinging, (), (at))
BOOST_DESCRIBE_STRUCT(ConnectPath, (), (at, to))
BOOST_DESCRIBE_STRUCT(DisconnectPath, (), (at))
BOOST_DESCRIBE_STRUCT(LockOutLine, (), (at))
BOOST_DESCRIBE_STRUCT(ReleaseLine, (), (at))
BOOST_DESCRIBE_STRUCT(ClaimLine, (), (at, side, hears, tone, path, rings, calling))
}  // namespace forlopp::exchange::line

namespace forlopp::runtime {
BOOST_DESCRIBE_STRUCT(Down, (), (pid, reason))
BOOST_DESCRIBE_STRUCT(Exit, (), (from, reason))
BOOST_DESCRIBE_STRUCT(StartChild, (), (argument))
BOOST_DESCRIBE_STRUCT(StartChildAnswer, (), (child))
BOOST_DESCRIBE_STRUCT(TerminateChild, (), (pid))
}  // namespace forlopp::runtime

namespace forlopp::live {
namespace {

namespace describe = boost::describe;
using management::Document;
using management::Map;
using runtime::Message;

template <class T>
concept Described = describe::has_describe_members<T>::value && !std::is_union_v<T>;

template <Described T>
Document document_of(const T& value);

template <std::integral T>
Document document_of(T value) {
  return value;
}
Document document_of(runtime::Pid pid) {
  return to_string(pid);
}
Document document_of(const runtime::ExitReason& reason) {
  return to_string(reason);
}
Document document_of(const callmodel::Digits& digits) {
  return digits.text();
}
Document document_of(callmodel::Digit digit) {
  return std::string{to_char(digit)};
}
Document document_of(callmodel::TimerId timer) {
  return definition(timer).name;
}
/// As the rest of the exchange writes it: `line 7`, `circuit 2:17`.
Document document_of(callmodel::PortId port) {
  using namespace exchange;
  if (!is_circuit(port)) return "line " + std::to_string(index(line_of(port)) + 1);
  const CircuitId circuit = circuit_of(port);
  return "circuit " + std::to_string(circuit.group) + ':' + std::to_string(circuit.circuit);
}
Document document_of(const runtime::StartResult& started) {
  return started ? document_of(*started) : document_of(started.error());
}
Document document_of(const Message& message) {
  return body_of(message);
}

/// Which one it is, and that.
template <class... T>
Document document_of(const std::variant<T...>& value) {
  return std::visit(
      []<class One>(const One& one) {
        return Document{
            Map{{std::string{short_name(runtime::message_type<One>)}, document_of(one)}}};
      },
      value);
}

template <class Enum>
requires std::is_enum_v<Enum> Document document_of(Enum value) {
  if constexpr (describe::has_describe_enumerators<Enum>::value) {
    return describe::enum_to_string(value, "?");
  } else if constexpr (requires {
                         { name(value) } -> std::convertible_to<std::string_view>;
                       }) {
    return std::string_view{name(value)};
  } else {
    return static_cast<std::int64_t>(value);
  }
}

template <Described T>
Document document_of(const T& value) {
  Map fields;
  boost::mp11::mp_for_each<describe::describe_members<T, describe::mod_public>>(
      [&](auto member) { fields.emplace_back(member.name, document_of(value.*member.pointer)); });
  return fields;
}

using Reader = Document (*)(const void* value);
using Readers = std::unordered_map<const runtime::MessageType*, Reader>;

/// A message, and what stands in for it: a question, an answer, one to be handed on.
template <class T>
void add(Readers& readers) {
  readers.emplace(&runtime::message_type<T>,
                  [](const void* value) { return document_of(*static_cast<const T*>(value)); });
}
template <class T>
void add_question(Readers& readers) {
  readers.emplace(&runtime::message_type<runtime::Call<T>>, [](const void* value) {
    return document_of(static_cast<const runtime::Call<T>*>(value)->request);
  });
}
template <class T>
void add_answer(Readers& readers) {
  readers.emplace(&runtime::message_type<runtime::Reply<T>>, [](const void* value) {
    return document_of(static_cast<const runtime::Reply<T>*>(value)->value);
  });
}

template <class... T>
void add_all(Readers& readers) {
  (add<T>(readers), ...);
}

void add_call_model(Readers& readers) {
  using namespace callmodel;
  add_all<Setup, Proceeding, Alerting, Progress, Answer, Suspend, Resume, Release, ReleaseComplete,
          OffHook, OnHook, Flash, RingingStarted, RingingFailed, LineLost, AdmissionGranted,
          AdmissionRefused, ReceiverGranted, ReceiverRefused, LineSeized, LineRefused,
          CircuitSeized, CircuitRefused, PathGranted, PathRefused, PathLost, DualSeizure,
          CircuitLost, TrunkSignal>(readers);
}

void add_exchange(Readers& readers) {
  using namespace exchange;
  add_all<HearPath, PeerIsHere, HalfTimer, LookForCard, DigitHeard, FaultIsDue, WriteSoon,
          HalfStart, StartOriginating, StartIncoming, StartTerminating, ResumeOriginating,
          ResumeTerminating, path::RequestPath, path::ReleasePath, path::ClaimPath,
          receiver::RequestReceiver, receiver::ReleaseReceiver, trunk::SeizeCircuit,
          trunk::ReleaseCircuit, trunk::ResetCircuit, trunk::ConnectCircuit, trunk::Signal,
          line::SeizeLine, line::GiveTone, line::StopTone, line::StartRinging, line::StopRinging,
          line::ConnectPath, line::DisconnectPath, line::LockOutLine, line::ReleaseLine,
          line::ClaimLine>(readers);
  add_question<ReportHoldings>(readers);
  add_answer<Holdings>(readers);
}

void add_runtime(Readers& readers) {
  using namespace runtime;
  add_all<Down, Exit>(readers);
  add_question<StartChild>(readers);
  add_question<TerminateChild>(readers);
  add_answer<StartChildAnswer>(readers);
}

Readers make_readers() {
  Readers readers;
  add_call_model(readers);
  add_exchange(readers);
  add_runtime(readers);
  return readers;
}

}  // namespace

Document body_of(const Message& message) {
  static const Readers readers = make_readers();
  if (!message) return {};
  const runtime::MessageType& type = message.type();
  if (const auto found = readers.find(&type); found != readers.end()) {
    return found->second(message.value());
  }
  return type.describe == nullptr ? Document{} : Document{type.describe(message.value())};
}

}  // namespace forlopp::live
