#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "callmodel/actions.hpp"
#include "callmodel/events.hpp"
#include "callmodel/incoming_trunk_half.hpp"
#include "callmodel/originating_half.hpp"
#include "callmodel/outgoing_trunk_half.hpp"
#include "callmodel/terminating_half.hpp"
#include "runtime/process_code.hpp"
#include "runtime/supervisor.hpp"
#include "switch/calls/half_start.hpp"
#include "switch/calls/half_timers.hpp"
#include "switch/calls/line_side.hpp"
#include "switch/calls/software_faults.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/resources/resource_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// From the half that holds the path: your party hears this end from now on.
struct HearPath {
  callmodel::PortId to{};
};

/// From a half that was made for an existing call: I am your other half.
struct PeerIsHere {};

/// The process of one half-call: carries out what a half of the call model asks for, and tells it
/// what happens. It decides nothing about the call. Linked with its card or watched by its trunk
/// group, and linked with its other half, whose crash is an event to it. Whatever it
/// holds is watched by its keeper, so it needs no tidying when it crashes.
class HalfCall final : public runtime::ProcessCode {
 public:
  /// `start` lives until `init` has run; `parts` for longer than the process.
  HalfCall(const ExchangeParts& parts, const HalfStart& start);

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;
  std::string_view state_name() const override;

 private:
  using Model = std::variant<callmodel::OriginatingHalf, callmodel::IncomingTrunkHalf,
                             callmodel::TerminatingHalf, callmodel::OutgoingTrunkHalf>;
  /// One event of the call model and what follows from it at once.
  struct Turn {
    runtime::Context& context;
    std::array<callmodel::Event, 2> follow_ups{};
    std::size_t follow_up_count = 0;
    void then(const callmodel::Event& event) { follow_ups.at(follow_up_count++) = event; }
  };
  using Unsent = std::array<std::optional<callmodel::Primitive>, 2>;
  struct PathClaim {
    Holding holding = Holding::none;
    callmodel::PortId from{};
    callmodel::PortId to{};
  };

  static Model make_model(const ExchangeParts& parts, const HalfStart& start);
  void begin(runtime::Context& context, const StartOriginating& start);
  void begin(runtime::Context& context, const StartIncoming& start);
  void begin(runtime::Context& context, const StartTerminating& start);
  void begin(runtime::Context& context, const ResumeOriginating& start);
  void begin(runtime::Context& context, const ResumeTerminating& start);

  void feed(runtime::Context& context, const callmodel::Event& event);
  void step(Turn& turn, const callmodel::Event& event);

  void carry_out(Turn& turn, const callmodel::StartTimer& action);
  void carry_out(Turn& turn, const callmodel::StopTimer& action);
  void carry_out(Turn& turn, const callmodel::GiveTone& action);
  void carry_out(Turn& turn, const callmodel::StopTone& action);
  void carry_out(Turn& turn, const callmodel::StartRinging& action);
  void carry_out(Turn& turn, const callmodel::StopRinging& action);
  void carry_out(Turn& turn, const callmodel::LockOutLine& action);
  void carry_out(Turn& turn, const callmodel::ReleaseLine& action);
  void carry_out(Turn& turn, const callmodel::RequestAdmission& action);
  void carry_out(Turn& turn, const callmodel::RequestReceiver& action);
  void carry_out(Turn& turn, const callmodel::ReleaseReceiver& action);
  void carry_out(Turn& turn, const callmodel::SelectRoute& action);
  void carry_out(Turn& turn, const callmodel::SeizeLine& action);
  void carry_out(Turn& turn, const callmodel::SeizeCircuit& action);
  void carry_out(Turn& turn, const callmodel::ReleaseCircuit& action);
  void carry_out(Turn& turn, const callmodel::ResetCircuit& action);
  void carry_out(Turn& turn, const callmodel::RequestPath& action);
  void carry_out(Turn& turn, const callmodel::ConnectPath& action);
  void carry_out(Turn& turn, const callmodel::ReleasePath& action);
  void carry_out(Turn& turn, const callmodel::SetUp& action);
  void carry_out(Turn& turn, const callmodel::SendToPeer& action);
  void carry_out(Turn& turn, const callmodel::SendToTrunk& action);
  void carry_out(Turn& turn, const callmodel::Passed& action);
  void carry_out(Turn& turn, const callmodel::OpenCallRecord& action);
  void carry_out(Turn& turn, const callmodel::CompleteCallRecord& action);
  void carry_out(Turn& turn, const callmodel::EndAttempt& action);
  void carry_out(Turn& turn, const callmodel::Finish& action);

  bool feed_if_event(runtime::Context& context, const runtime::Message& message);
  void on(runtime::Context& context, const DigitHeard& heard);
  void on(runtime::Context& context, const runtime::Exit& exit);
  void on(runtime::Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer);
  void on(runtime::Context& context, const runtime::Call<ReportHoldings>& question);
  void on(runtime::Context& context, const callmodel::CircuitRefused& refused, runtime::Pid by);
  void on(runtime::Context& context, const FaultIsDue&);
  void adopt_peer(runtime::Context& context, runtime::Pid peer);
  void note_answer(const callmodel::Event& event);
  bool is_from_stranger(runtime::Context& context, runtime::Pid sender);
  void hunt(runtime::Context& context);
  void hear(runtime::Context& context, callmodel::PortId to);
  bool awaits_circuit_of(std::uint16_t group) const;
  void repeat_requests(runtime::Context& context, const ReportHoldings& question);
  const callmodel::CallRecord& facts() const;
  callmodel::Pic pic() const;
  CallPoint point(const runtime::Context& context, callmodel::Pic pic) const;

  const ExchangeParts* parts_;
  Model model_;
  const HalfStart* start_;  ///< Until `init` has run.
  callmodel::CallId call_{};
  runtime::Pid peer_;
  runtime::Ref peer_start_;
  std::uint64_t last_digit_ = 0;
  LineSide line_;
  PathClaim path_;
  HalfTimers timers_;
  std::unique_ptr<Unsent> unsent_{};  ///< Rarely there: until the peer is known.
  runtime::Pid group_;
  callmodel::PortId circuit_{};
  std::uint32_t route_case_ = 0;
  std::uint8_t group_choice_ = 0;
  Holding circuit_holding_ = Holding::none;
  Holding receiver_ = Holding::none;
};

/// Starts half-calls: the specification of the one kind of child that the supervisor has.
runtime::SupervisorSpec half_call_supervisor(const ExchangeParts& parts);

}  // namespace forlopp::exchange
