#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callmodel/cause.hpp"
#include "callmodel/events.hpp"
#include "runtime/process_code.hpp"
#include "runtime/supervisor.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/lines/command_window.hpp"
#include "switch/lines/event_sequence.hpp"
#include "switch/lines/line_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// The timers of a card's process.
enum class CardTimer : std::uint8_t {
  tick,         ///< Heartbeat, and whatever has waited long enough.
  acknowledge,  ///< Events were handed on since the last acknowledgement.
  repeat,       ///< Commands wait for their answers.
  attach,       ///< No state report has come yet.
  settle,       ///< Half-calls of calls that the journal does not know have claimed their lines.
  name,         ///< A predecessor still has our name.
};
struct CardTimeout {
  CardTimer timer{};
};

/// The process of one line card: hands events of its lines to their half-calls and starts
/// half-calls for those that lift; hands orders of half-calls to the hardware; keeps software and
/// hardware aligned whatever the link, the card or a predecessor did. Decides nothing about calls.
class CardProcess final : public runtime::ProcessCode {
 public:
  CardProcess(const ExchangeParts& parts, CardId card);

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;
  std::string_view state_name() const override { return name(state_); }

  /// For whoever looks from outside while nobody runs.
  UnitState state() const { return state_; }
  std::span<const Port> ports() const { return ports_; }

 private:
  using Context = runtime::Context;
  using PortIndex = std::uint16_t;

  // Hardware (card_process.cpp, card_alignment.cpp).
  bool from_hardware(Context& context, runtime::Message& message);
  void on(Context& context, const hal::Event& event);
  void on(Context& context, const hal::CommandAnswer& answer);
  void on(Context& context, const hal::StateReport& report);
  void on(Context& context, const hal::HeartbeatEcho& echo);
  void on(Context& context, const CardTimeout& timeout);
  void on(Context& context, const runtime::Exit& exit);
  void on(Context& context, const runtime::Down& down);
  void on(Context& context, const runtime::Reply<runtime::StartChildAnswer>& answer);
  void on(Context& context, const AdmitShare& share);
  void on(Context& context, const runtime::Call<ReportCard>& question);
  void on(Context& context, const BlockCard& order);
  void on(Context& context, const UnblockCard& order);
  void on(Context& context, const RaiseAlarmsAgain&);

  void take_name(Context& context);
  void expect_claims(Context& context);
  void attach(Context& context);
  void handle_in_order(Context& context);
  void handle_event(Context& context, const hal::Event& event);
  void acknowledge(Context& context);
  void start_once(Context& context, CardTimer timer, runtime::Duration delay);
  void tick(Context& context);
  void check_heartbeat(Context& context);
  void check_waiting_lines(Context& context);
  void reset_card(Context& context);
  void command(Context& context, PortIndex port, const hal::Action& action);
  void command_card(Context& context, const hal::Action& action);
  void send_commands(Context& context);
  void transmit(Context& context, const CommandWindow::Pending& pending);

  // Alignment with the hardware.
  void settle(Context& context);
  void align(Context& context, PortIndex port, const hal::PortState& state);
  hal::Hook hook_before_waiting_events(PortIndex port, hal::Hook now) const;
  void align_outputs(Context& context, PortIndex port, const hal::PortState& state);
  void note_hook(Context& context, PortIndex port, hal::Hook hook);
  void check_orphan(Context& context, PortIndex port);
  void take_out_of_service(Context& context, UnitState state);
  void card_removed(Context& context);

  // Alarms (card_alarms.cpp).
  void tell_removed(Context& context) const;
  void tell_problem(Context& context) const;
  void tell_masked(Context& context, PortIndex port) const;
  void tell_line_fault(Context& context, PortIndex port) const;

  // Lines (card_lines.cpp).
  void line_event(Context& context, PortIndex port, const hal::Event& event);
  void lifted(Context& context, PortIndex port);
  void hung_up(Context& context, PortIndex port);
  void originate(Context& context, PortIndex port);
  bool admits(PortIndex port);
  void treat(Context& context, PortIndex port);
  void to_rest(Context& context, PortIndex port);
  void mask(Context& context, PortIndex port);
  void unmask(Context& context, PortIndex port);
  void half_ended(Context& context, PortIndex port, const runtime::ExitReason& reason);
  void abandon_call(Context& context, PortIndex port, callmodel::Cause cause);
  void count_loss(Context& context, PortIndex port, const runtime::ExitReason& reason);

  // Orders of half-calls.
  bool from_half_call(Context& context, const runtime::Message& message);
  Port* in_call(const line::LineInCall& at, runtime::Pid half);
  void obey(Context& context, const line::SeizeLine& order, runtime::Pid half);
  void obey(Context& context, const line::ClaimLine& order, runtime::Pid half);
  void obey(Context& context, const line::GiveTone& order, runtime::Pid half);
  void obey(Context& context, const line::StopTone& order, runtime::Pid half);
  void obey(Context& context, const line::StartRinging& order, runtime::Pid half);
  void obey(Context& context, const line::StopRinging& order, runtime::Pid half);
  void obey(Context& context, const line::ConnectPath& order, runtime::Pid half);
  void obey(Context& context, const line::DisconnectPath& order, runtime::Pid half);
  void obey(Context& context, const line::LockOutLine& order, runtime::Pid half);
  void obey(Context& context, const line::ReleaseLine& order, runtime::Pid half);

  template <class T>
  void tell(Context& context, const Port& port, const T& event) const {
    context.send(port.half, event);
  }
  LineId line(PortIndex port) const;
  std::string text_of(PortIndex port) const;
  bool aligned() const { return alignment_ == Alignment::aligned; }

  /// How far software and hardware know of each other.
  enum class Alignment : std::uint8_t { none, aligned };

  const ExchangeParts* parts_;
  CardId card_;
  hal::CardAddress address_;
  runtime::Pid driver_;
  runtime::Pid calls_sup_;
  std::vector<Port> ports_;
  CommandWindow window_;
  EventSequence events_;
  std::optional<hal::StateReport> report_;
  UnitState state_ = UnitState::automatically_blocked;
  Alignment alignment_ = Alignment::none;
  bool attached_ = false;  ///< A report of this attachment has come.
  bool settled_ = false;   ///< Claims of a predecessor's half-calls are in.
  bool was_aligned_before_ = false;
  bool was_reset_ = false;    ///< By us, since the last alignment.
  bool is_hopeless_ = false;  ///< The last reset was one too many.
  std::uint32_t last_query_ = 0;
  std::uint8_t timers_running_ = 0;
  std::uint32_t unacknowledged_ = 0;
  std::uint32_t heartbeats_sent_ = 0;
  std::uint32_t heartbeats_echoed_ = 0;
  std::uint32_t beats_since_reset_ = 0;
  LeakyBucket resets_{};
  std::uint32_t admit_of_65536_ = 65'536;
  std::uint32_t admission_debt_ = 0;
  std::uint64_t corrupted_ = 0;
};

}  // namespace forlopp::exchange
