#include <algorithm>

#include "hwsim/simulated_card.hpp"

namespace forlopp::hwsim {

using hal::BootReason;
using hal::EventKind;
using hal::PortNumber;
using runtime::Duration;

// Runs: from a start to the next.

void SimulatedCard::begin_run() {
  ++counts_.starts;
  events_.begin(plan_.card, ++incarnation_);
  std::ranges::fill(orders_, CommandOrder{});
  repeat_after_ = plan_.event_repeat;
  sent_before_ = 0;
}

void SimulatedCard::start_after(Context& context, Duration time, BootReason reason) {
  condition_ = Condition::starting;
  context.send_after(time, context.self(), CardStarts{++life_, reason});
}

void SimulatedCard::handle_info(Context& context, CardStarts& m) {
  if (m.life != life_) return;
  begin_run();
  bank_.restart(context);
  condition_ = Condition::running;
  report_event(context, hal::whole_card, EventKind::boot, static_cast<std::uint16_t>(m.reason));
}

void SimulatedCard::handle_info(Context& context, CrashCard& m) {
  if (condition_ == Condition::removed) return;
  ++life_;
  condition_ = Condition::dead;
  if (m.reset_after > Duration::zero()) start_after(context, m.reset_after, BootReason::watchdog);
}

void SimulatedCard::handle_info(Context&, HangFirmware&) {
  if (condition_ == Condition::running) condition_ = Condition::hung;
}

// In and out of the slot.

void SimulatedCard::handle_info(Context& context, PullCard& m) {
  if (condition_ == Condition::removed) return;
  ++life_;
  condition_ = Condition::removed;
  bank_.unplug(context);
  begin_run();
  report_event(context, hal::whole_card, EventKind::removed, 0);
  tell_shelf(context);
  return_after(context, m.back_after);
}

void SimulatedCard::return_after(Context& context, Duration time) {
  if (time > Duration::zero()) context.send_after(time, context.self(), CardReturns{life_});
}

void SimulatedCard::handle_info(Context& context, LeaveCardOut& m) {
  if (condition_ != Condition::removed) return;
  ++life_;
  return_after(context, m.back_after);
}

void SimulatedCard::handle_info(Context& context, CardReturns& m) {
  if (m.life != life_) return;
  InsertCard insert{};
  handle_info(context, insert);
}

void SimulatedCard::handle_info(Context& context, InsertCard&) {
  if (condition_ != Condition::removed) return;
  start_after(context, plan_.boot_time, BootReason::inserted);
  tell_shelf(context);
}

void SimulatedCard::tell_shelf(Context& context) {
  const runtime::Pid shelf = backplane_->shelf(plan_.card.shelf);
  if (condition_ == Condition::removed)
    context.send(shelf, hal::CardRemoved{plan_.card});
  else
    context.send(shelf, hal::CardInserted{{plan_.card, plan_.ports}});
}

// Lines.

void SimulatedCard::end_line_fault_after(Context& context, PortNumber port, Duration time) {
  if (time > Duration::zero())
    context.send_after(time, context.self(), LineRecovers{port, line_faults_.at(port)});
}

void SimulatedCard::handle_info(Context& context, ShortLine& m) {
  if (!has_port(m.port)) return;
  ++line_faults_.at(m.port);
  bank_.short_line(context, m.port);
  end_line_fault_after(context, m.port, m.lasting);
}

void SimulatedCard::handle_info(Context& context, BabbleLine& m) {
  if (!has_port(m.port) || m.rate <= 0.0) return;
  const std::uint32_t fault = ++line_faults_.at(m.port);
  end_line_fault_after(context, m.port, m.lasting);
  BabbleAgain first{m.port, fault, m.rate};
  handle_info(context, first);
}

void SimulatedCard::handle_info(Context& context, BabbleAgain& m) {
  if (m.fault != line_faults_.at(m.port)) return;
  bank_.babble(context, m.port);
  constexpr double second = 1e9;
  const Duration mean{static_cast<Duration::rep>(second / m.rate)};
  context.send_after(context.random().exponential(mean), context.self(), m);
}

void SimulatedCard::handle_info(Context& context, LineRecovers& m) {
  if (m.fault != line_faults_.at(m.port)) return;
  ++line_faults_.at(m.port);
  bank_.heal(context, m.port);
}

void SimulatedCard::handle_info(Context& context, HealLine& m) {
  if (!has_port(m.port)) return;
  ++line_faults_.at(m.port);
  bank_.heal(context, m.port);
}

void SimulatedCard::handle_info(Context& context, Heal&) {
  faults_ = {};
  for (PortNumber port = 1; port <= plan_.ports; ++port) {
    ++line_faults_.at(port);
    bank_.heal(context, port);
  }
  if (condition_ == Condition::removed) {
    InsertCard insert{};
    handle_info(context, insert);
  } else if (condition_ == Condition::dead || condition_ == Condition::hung) {
    start_after(context, plan_.boot_time, BootReason::watchdog);
  }
}

}  // namespace forlopp::hwsim
