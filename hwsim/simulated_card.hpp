#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "hwsim/backplane.hpp"
#include "hwsim/card_faults.hpp"
#include "hwsim/command_order.hpp"
#include "hwsim/event_queue.hpp"
#include "hwsim/line_bank.hpp"
#include "hwsim/link.hpp"
#include "hwsim/people.hpp"
#include "hwsim/population.hpp"
#include "runtime/gen_server.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"

namespace forlopp::hwsim {

/// What one card is like; 1 to `hal::ports_max` ports.
struct CardPlan {
  hal::CardAddress card{};
  hal::PortNumber ports = 32;
  Distribution latency{};  ///< Of its link to the exchange, each way.
  runtime::Duration boot_time = std::chrono::seconds{1};
  runtime::Duration event_repeat = std::chrono::milliseconds{500};  ///< Doubles up to 8 times it.
};

/// Asked with a call; answered by `CardCounts`.
struct CountCard {};
/// Of its link, and of its life, since it was built.
struct CardCounts {
  std::uint64_t received = 0;  ///< Intact messages from the exchange.
  std::uint64_t damaged = 0;   ///< Messages from the exchange that were not intact.
  std::uint64_t sent = 0;      ///< Messages to the exchange.
  std::uint64_t lost = 0;      ///< Messages lost on the link, either way.
  std::uint64_t repeated = 0;  ///< Events sent again.
  std::uint32_t starts = 0;
};

// What a card sends to itself.

/// A message from the exchange, at the end of a slow link.
struct Delivered {
  std::variant<hal::Command, hal::EventAck, hal::Heartbeat, hal::StateQuery, hal::Attach> message;
};
struct RepeatEvents {};
struct CardReturns {
  std::uint32_t life = 0;
};
struct CardStarts {
  std::uint32_t life = 0;
  hal::BootReason reason = hal::BootReason::power_on;
};
struct BabbleAgain {
  hal::PortNumber port = 0;
  std::uint32_t fault = 0;
  double rate = 0.0;
};
struct LineRecovers {
  hal::PortNumber port = 0;
  std::uint32_t fault = 0;
};

/// A line card, its link to the exchange, its lines and the people there: one process that speaks
/// the HAL as a driver. Run it with `Processor::external`.
class SimulatedCard final : public runtime::GenServer<SimulatedCard>, private LineWatcher {
 public:
  using Context = runtime::Context;
  using Calls = runtime::Messages<CountPeople, CountCard>;
  using Infos = runtime::Messages<
      hal::Command, SoundOnPath, Listen, StopListening, PeopleTick, PlaceCall, hal::EventAck,
      hal::Heartbeat, Delivered, RepeatEvents, hal::StateQuery, hal::Attach, Lift, HangUp, Press,
      PressFlash, Say, HoldTelephone, PlaceCallTo, OriginateWhenIdle, StopOriginating,
      ReportOutcomesTo, BabbleAgain, LineRecovers, CardReturns, CardStarts, PullCard, LeaveCardOut,
      InsertCard, CrashCard, HangFirmware, ShortLine, BabbleLine, LiftInStorm, LoseMessages,
      DelayMessages, DoubleMessages, ReorderMessages, DamageMessages, HealLink, HealLine, Heal>;

  SimulatedCard(const CardPlan& plan, std::shared_ptr<const Backplane> backplane,
                std::shared_ptr<const Population> population);

  void init(Context& context) override;
  std::string_view state_name() const override;

  PeopleCounts handle_call(Context&, CountPeople&, const runtime::From&);
  CardCounts handle_call(Context&, CountCard&, const runtime::From&) { return counts_; }

  // From the exchange, over the link.
  void handle_info(Context& context, hal::Command& m) { arrive(context, m); }
  void handle_info(Context& context, hal::EventAck& m) { arrive(context, m); }
  void handle_info(Context& context, hal::Heartbeat& m) { arrive(context, m); }
  void handle_info(Context& context, hal::StateQuery& m) { arrive(context, m); }
  void handle_info(Context& context, hal::Attach& m) { arrive(context, m); }
  void handle_info(Context& context, Delivered& m);
  void handle_info(Context& context, RepeatEvents& m);

  // From other ends of paths.
  void handle_info(Context& context, Listen& m) { bank_.listen(context, m); }
  void handle_info(Context&, StopListening& m) { bank_.stop_listening(m); }
  void handle_info(Context& context, SoundOnPath& m) { bank_.arrive(context, m); }

  // From and for people.
  void handle_info(Context&, HoldTelephone& m) { bank_.hold(m.port, m.person); }
  void handle_info(Context& context, Lift& m) { bank_.lift(context, m.port); }
  void handle_info(Context& context, HangUp& m) { bank_.hang_up(context, m.port); }
  void handle_info(Context& context, Press& m) { bank_.press(context, m.port, m.symbol); }
  void handle_info(Context& context, PressFlash& m) { bank_.flash(context, m.port); }
  void handle_info(Context& context, Say& m) { bank_.say(context, m.port, m.voice); }
  void handle_info(Context& context, PeopleTick&) { bank_.people().tick(context); }
  void handle_info(Context& context, PlaceCall& m) { bank_.people().place(context, m); }
  void handle_info(Context& context, PlaceCallTo& m) { bank_.people().place(context, m); }
  void handle_info(Context& context, OriginateWhenIdle& m) { bank_.people().originate(context, m); }
  void handle_info(Context&, StopOriginating&) { bank_.people().stop_originating(); }
  void handle_info(Context&, ReportOutcomesTo& m) { bank_.people().report_to(m.collector); }
  void handle_info(Context& context, LiftInStorm& m) { bank_.people().storm(context, m); }

  // Faults.
  void handle_info(Context& context, PullCard& m);
  void handle_info(Context& context, LeaveCardOut& m);
  void handle_info(Context& context, InsertCard& m);
  void handle_info(Context& context, CardReturns& m);
  void handle_info(Context& context, CardStarts& m);
  void handle_info(Context& context, CrashCard& m);
  void handle_info(Context& context, HangFirmware& m);
  void handle_info(Context& context, ShortLine& m);
  void handle_info(Context& context, BabbleLine& m);
  void handle_info(Context& context, BabbleAgain& m);
  void handle_info(Context& context, LineRecovers& m);
  void handle_info(Context& context, HealLine& m);
  void handle_info(Context& context, Heal& m);
  void handle_info(Context&, LoseMessages& m) { faults_.loss = m.probability; }
  void handle_info(Context&, DelayMessages& m);
  void handle_info(Context&, DoubleMessages& m) { faults_.duplication = m.probability; }
  void handle_info(Context&, ReorderMessages& m) { faults_.reordering = m.probability; }
  void handle_info(Context&, DamageMessages& m) { faults_.corruption = m.probability; }
  void handle_info(Context&, HealLink&) { faults_ = {}; }

 private:
  enum class Condition : std::uint8_t { running, hung, starting, dead, removed };

  void noticed(Context& context, hal::PortNumber port, hal::EventKind kind,
               std::uint16_t value) override;

  bool link_is_sound() const;
  template <class M>
  void arrive(Context& context, M& message);
  template <class M>
  void take(Context& context, M& message);
  template <class M>
  void transmit(Context& context, runtime::Pid to, M message);

  void received(Context& context, const hal::Command& command);
  void received(Context& context, const hal::EventAck& ack);
  void received(Context& context, const hal::Heartbeat& heartbeat);
  void received(Context& context, const hal::StateQuery& query);
  void received(Context& context, const hal::Attach& attach);

  hal::CommandOutcome carry_out(Context& context, const hal::Command& command);
  void answer(Context& context, const hal::Command& command, hal::CommandOutcome outcome);
  void report_state(Context& context, runtime::Pid to, std::uint32_t query);
  void report_event(Context& context, hal::PortNumber port, hal::EventKind kind,
                    std::uint16_t value);
  void repeat_events(Context& context, std::size_t most);
  void arm_repeat(Context& context);

  void begin_run();
  void start_after(Context& context, runtime::Duration time, hal::BootReason reason);
  void return_after(Context& context, runtime::Duration time);
  void tell_shelf(Context& context);
  void end_line_fault_after(Context& context, hal::PortNumber port, runtime::Duration time);
  bool has_port(hal::PortNumber port) const { return port >= 1 && port <= plan_.ports; }

  CardPlan plan_;
  std::shared_ptr<const Backplane> backplane_;
  LineBank bank_;
  Condition condition_ = Condition::running;
  hal::Incarnation incarnation_ = 0;
  std::uint32_t life_ = 0;  // Changes with each change of condition: tells stale timers.
  runtime::Pid exchange_{};

  EventQueue events_{};
  std::vector<CommandOrder> orders_;  // Of the whole card, and of each port.
  runtime::Duration repeat_after_;
  std::uint32_t sent_before_ = 0;  // The last event when the repeat timer was set.
  bool repeat_armed_ = false;

  LinkFaults faults_{};
  LinkDirection inward_{};
  LinkDirection outward_{};
  std::vector<std::uint32_t> line_faults_;  // Counts faults of each port: tells stale timers.
  CardCounts counts_{};
};

}  // namespace forlopp::hwsim
