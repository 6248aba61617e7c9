#include "hwsim/simulated_card.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace forlopp::hwsim {

using hal::BootReason;
using hal::CommandOutcome;
using hal::EventKind;
using hal::PortNumber;
using runtime::Duration;
using runtime::Pid;

namespace {

constexpr std::size_t repeated_at_once = 16;
constexpr int repeat_slowdown_max = 8;

}  // namespace

SimulatedCard::SimulatedCard(const CardPlan& plan, std::shared_ptr<const Backplane> backplane,
                             std::shared_ptr<const Population> population)
    : plan_{plan},
      backplane_{std::move(backplane)},
      bank_{plan.card, plan.ports, backplane_, std::move(population), *this},
      orders_(plan.ports + std::size_t{1}),
      repeat_after_{plan.event_repeat},
      line_faults_(plan.ports + std::size_t{1}) {}

void SimulatedCard::init(Context& context) {
  begin_run();
  report_event(context, hal::whole_card, EventKind::boot,
               static_cast<std::uint16_t>(BootReason::power_on));
}

std::string_view SimulatedCard::state_name() const {
  constexpr std::array<std::string_view, 5> names{"running", "hung", "starting", "dead", "removed"};
  return names.at(static_cast<std::size_t>(condition_));
}

PeopleCounts SimulatedCard::handle_call(Context&, CountPeople&, const runtime::From&) {
  return bank_.people().counts();
}

// The link.

bool SimulatedCard::link_is_sound() const {
  const bool no_latency = plan_.latency == Distribution{};
  return no_latency && faults_.loss == 0.0 && faults_.duplication == 0.0 &&
         faults_.reordering == 0.0 && faults_.corruption == 0.0 && faults_.slowness == 0.0;
}

void SimulatedCard::handle_info(Context&, DelayMessages& m) {
  faults_.slowness = m.probability;
  faults_.delay = m.delay;
}

template <class M>
void SimulatedCard::arrive(Context& context, M& message) {
  if (link_is_sound()) return take(context, message);
  const Passage passage = inward_.pass(faults_, plan_.latency, context.now(), context.random());
  if (passage.arriving == 0) ++counts_.lost;
  for (std::uint8_t i = 0; i < passage.arriving; ++i) {
    const Passage::Copy& copy = passage.copies.at(i);
    M arrived = message;
    if (copy.damaged) arrived.checksum ^= 1U;
    if (copy.delay == Duration::zero())
      take(context, arrived);
    else
      context.send_after(copy.delay, context.self(), Delivered{arrived});
  }
}

void SimulatedCard::handle_info(Context& context, Delivered& m) {
  std::visit([&](auto& message) { take(context, message); }, m.message);
}

template <class M>
void SimulatedCard::take(Context& context, M& message) {
  if (!hal::is_intact(message)) {
    ++counts_.damaged;
    return;
  }
  ++counts_.received;
  if (message.card == plan_.card) received(context, message);
}

template <class M>
void SimulatedCard::transmit(Context& context, Pid to, M message) {
  ++counts_.sent;
  if (link_is_sound()) return context.send(to, std::move(message));
  const Passage passage = outward_.pass(faults_, plan_.latency, context.now(), context.random());
  if (passage.arriving == 0) ++counts_.lost;
  for (std::uint8_t i = 0; i < passage.arriving; ++i) {
    const Passage::Copy& copy = passage.copies.at(i);
    M leaving = message;
    if (copy.damaged) leaving.checksum ^= 1U;
    if (copy.delay == Duration::zero())
      context.send(to, std::move(leaving));
    else
      context.send_after(copy.delay, to, std::move(leaving));
  }
}

// Commands.

void SimulatedCard::received(Context& context, const hal::Command& command) {
  const bool hangs = condition_ == Condition::hung;
  const bool addressed = command.incarnation == incarnation_ || (hangs && command.incarnation == 0);
  const bool mine = command.from == exchange_ && addressed;
  if (!mine || (!hangs && condition_ != Condition::running)) return;
  const bool reset =
      command.port == hal::whole_card && std::holds_alternative<hal::Reset>(command.action);
  if (reset) return start_after(context, plan_.boot_time, BootReason::commanded);
  if (hangs) return;
  if (command.port > plan_.ports) return answer(context, command, CommandOutcome::no_such_port);

  CommandOrder& order = orders_.at(command.port);
  switch (order.judge(command.number)) {
    case CommandOrder::Verdict::carry_out: order.done(carry_out(context, command)); [[fallthrough]];
    case CommandOrder::Verdict::repeated:
      return answer(context, command, order.outcome(command.number));
    case CommandOrder::Verdict::too_early:
    case CommandOrder::Verdict::too_old: return;
  }
}

CommandOutcome SimulatedCard::carry_out(Context& context, const hal::Command& command) {
  if (command.port == hal::whole_card) return CommandOutcome::not_supported;
  return bank_.carry_out(context, command.port, command.action);
}

void SimulatedCard::answer(Context& context, const hal::Command& command, CommandOutcome outcome) {
  hal::CommandAnswer answer{.card = plan_.card,
                            .incarnation = incarnation_,
                            .number = command.number,
                            .port = command.port,
                            .outcome = outcome};
  transmit(context, command.from, hal::sealed(answer));
}

// State.

void SimulatedCard::received(Context& context, const hal::Attach& attach) {
  const bool hangs = condition_ == Condition::hung;
  if (!hangs && condition_ != Condition::running && condition_ != Condition::removed) return;
  if (attach.exchange != exchange_) std::ranges::fill(orders_, CommandOrder{});
  exchange_ = attach.exchange;
  if (hangs) return;
  report_state(context, exchange_, 0);
  repeat_events(context, EventQueue::capacity);
  arm_repeat(context);
}

void SimulatedCard::received(Context& context, const hal::StateQuery& query) {
  const bool answers = condition_ == Condition::running || condition_ == Condition::removed;
  if (answers) report_state(context, query.from, query.query);
}

void SimulatedCard::report_state(Context& context, Pid to, std::uint32_t query) {
  hal::StateReport report{.card = plan_.card,
                          .incarnation = incarnation_,
                          .query = query,
                          .acknowledged = events_.acknowledged(),
                          .last_event = events_.last()};
  if (condition_ == Condition::removed)
    report.presence = hal::Presence::removed;
  else
    report.ports = bank_.states();
  transmit(context, to, hal::sealed(std::move(report)));
}

void SimulatedCard::received(Context& context, const hal::Heartbeat& heartbeat) {
  const bool hangs_below =
      condition_ == Condition::hung && heartbeat.depth == hal::HeartbeatDepth::link;
  if (condition_ != Condition::running && !hangs_below) return;
  hal::HeartbeatEcho echo{.card = plan_.card,
                          .incarnation = incarnation_,
                          .number = heartbeat.number,
                          .depth = heartbeat.depth};
  transmit(context, heartbeat.from, hal::sealed(echo));
}

// Events.

void SimulatedCard::noticed(Context& context, PortNumber port, EventKind kind,
                            std::uint16_t value) {
  if (condition_ == Condition::running) report_event(context, port, kind, value);
}

void SimulatedCard::report_event(Context& context, PortNumber port, EventKind kind,
                                 std::uint16_t value) {
  if (events_.is_full()) return start_after(context, plan_.boot_time, BootReason::watchdog);
  const hal::Event& event = events_.push(port, kind, value);
  if (!exchange_) return;
  transmit(context, exchange_, event);
  arm_repeat(context);
}

void SimulatedCard::received(Context&, const hal::EventAck& ack) {
  const bool progress = ack.incarnation == incarnation_ && events_.acknowledge(ack.sequence);
  if (progress) repeat_after_ = plan_.event_repeat;
}

void SimulatedCard::arm_repeat(Context& context) {
  if (repeat_armed_ || !exchange_ || events_.waiting().empty()) return;
  repeat_armed_ = true;
  sent_before_ = events_.last();
  context.send_after(repeat_after_, context.self(), RepeatEvents{});
}

void SimulatedCard::repeat_events(Context& context, std::size_t most) {
  const auto waiting = events_.waiting();
  for (const hal::Event& event : waiting.first(std::min(most, waiting.size()))) {
    ++counts_.repeated;
    transmit(context, exchange_, event);
  }
}

// Only what has waited for a whole period is repeated, and ever more slowly: an exchange that does
// not keep up gets no additional work.
void SimulatedCard::handle_info(Context& context, RepeatEvents&) {
  repeat_armed_ = false;
  if (events_.waiting().empty()) return;
  if (events_.waiting().front().sequence <= sent_before_) {
    repeat_events(context, repeated_at_once);
    repeat_after_ = std::min(2 * repeat_after_, repeat_slowdown_max * plan_.event_repeat);
  }
  arm_repeat(context);
}

}  // namespace forlopp::hwsim
