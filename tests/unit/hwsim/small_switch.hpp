#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "hwsim/population.hpp"
#include "runtime/gen_server.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/state_report.hpp"
#include "switch/hal/trunk_message.hpp"

namespace forlopp::hwsim {

/// What a small switch can do.
struct SmallSwitchPlan {
  std::size_t calls_max = 1'000'000;  ///< More at a time get congestion tone.
  char trunk_prefix = '9';            ///< Numbers that begin with it leave by group 1.
  std::uint8_t trunk_length = 3;
};

/// Ends the call of this line, as an exchange does that has lost it.
struct CutOff {
  hal::PortAddress line{};
};
/// Every call is connected to this line instead of the one that was dialled.
struct Misroute {
  hal::PortAddress to{};
};

/// Just enough of an exchange to let simulated people talk to each other: one process, no faults.
class SmallSwitch final : public runtime::GenServer<SmallSwitch> {
 public:
  using Context = runtime::Context;
  using Infos = runtime::Messages<hal::Event, hal::StateReport, hal::TrunkMessage,
                                  hal::CommandAnswer, CutOff, Misroute>;

  SmallSwitch(const SmallSwitchPlan& plan, const hal::Equipment& equipment, LineNumbers numbers)
      : plan_{plan}, equipment_{equipment}, numbers_{std::move(numbers)} {}

  void init(Context& context) override;
  void handle_info(Context& context, hal::Event& event);
  void handle_info(Context& context, hal::StateReport& report);
  void handle_info(Context& context, hal::TrunkMessage& message);
  void handle_info(Context&, hal::CommandAnswer&) {}
  void handle_info(Context& context, CutOff& m);
  void handle_info(Context&, Misroute& m) { misroute_ = m.to; }

 private:
  enum class State : std::uint8_t { idle, dials, waits, rings, talks, refused };
  struct Line {
    State state = State::idle;
    hal::Digits digits{};
    hal::PathEnd peer{};
    std::uint32_t commands = 0;
  };

  void command(Context& context, hal::PathEnd line, const hal::Action& action);
  void trunk(Context& context, hal::PathEnd circuit, hal::Isup kind, hal::CauseValue cause = 16);
  void lifted(Context& context, hal::PortAddress port);
  void dialled(Context& context, hal::PortAddress port, char symbol);
  void route(Context& context, hal::PortAddress caller);
  void route_to_trunk(Context& context, hal::PortAddress caller);
  void ring(Context& context, hal::PathEnd caller, hal::PortAddress called);
  void answered(Context& context, hal::PathEnd caller, hal::PathEnd called);
  void hung_up(Context& context, hal::PortAddress port);
  void refuse(Context& context, hal::PathEnd caller, hal::Tone tone);
  void end(Context& context, hal::PathEnd of);
  bool is_full() const { return calls_ >= plan_.calls_max; }

  SmallSwitchPlan plan_;
  const hal::Equipment& equipment_;
  LineNumbers numbers_;
  std::map<hal::PathEnd, Line> lines_{};  // Circuits too.
  std::map<hal::CardAddress, hal::Incarnation> runs_{};
  hal::PortAddress misroute_{};
  std::size_t calls_ = 0;
};

}  // namespace forlopp::hwsim
