#include "hwsim/far_exchange.hpp"

#include <algorithm>
#include <utility>

#include "hwsim/internal/isup_values.hpp"
#include "runtime/check.hpp"

namespace forlopp::hwsim {

using hal::CauseValue;
using hal::CircuitNumber;
using hal::Isup;
using runtime::Duration;
using runtime::Instant;

namespace {

CallResult result_of(CauseValue cause) {
  switch (cause) {
    case isup::user_busy: return CallResult::busy;
    case isup::no_user_responding:
    case isup::no_answer: return CallResult::no_answer;
    case isup::unallocated_number:
    case isup::invalid_number_format: return CallResult::unobtainable;
    default: return CallResult::congestion;
  }
}

}  // namespace

FarExchange::FarExchange(const FarExchangePlan& plan, std::shared_ptr<const Backplane> backplane,
                         std::shared_ptr<const Population> population)
    : plan_{plan},
      backplane_{std::move(backplane)},
      population_{std::move(population)},
      circuits_(plan.circuits) {
  runtime::check(plan_.called_class < population_->classes.size(),
                 "no such class of called people");
}

TrunkCounts FarExchange::handle_call(Context&, CountTrunks&, const runtime::From&) {
  TrunkCounts counts = counts_;
  counts.in_use = static_cast<std::uint32_t>(std::ranges::count_if(
      circuits_, [](const Circuit& circuit) { return circuit.state != State::idle; }));
  return counts;
}

// Words and sounds.

void FarExchange::say(Context& context, CircuitNumber number, Isup kind, CauseValue cause) {
  hal::TrunkMessage message{.circuit = address(number), .kind = kind, .cause = cause};
  if (kind == Isup::iam) message.called = at(number).intention.digits;
  context.send(exchange_, message);
}

void FarExchange::put(Context& context, CircuitNumber number, Sound sound) {
  Circuit& circuit = at(number);
  if (std::exchange(circuit.sound, sound) == sound || !circuit.listener) return;
  const SoundOnPath news{circuit.listener, address(number), sound};
  context.send(backplane_->owner(circuit.listener), news);
}

void FarExchange::handle_info(Context& context, Listen& m) {
  const CircuitNumber number = m.to.circuit().circuit;
  if (!has(number)) return;
  at(number).listener = m.listener;
  const SoundOnPath now{m.listener, m.to, at(number).sound};
  context.send(backplane_->owner(m.listener), now);
}

void FarExchange::handle_info(Context&, StopListening& m) {
  const CircuitNumber number = m.to.circuit().circuit;
  if (has(number) && at(number).listener == m.listener) at(number).listener = {};
}

void FarExchange::handle_info(Context& context, hal::ConnectCircuit& m) {
  if (has(m.circuit.circuit)) set_path(context, m.circuit.circuit, m.end);
}

void FarExchange::set_path(Context& context, CircuitNumber number, hal::PathEnd end) {
  const hal::PathEnd before = std::exchange(at(number).path, end);
  if (before == end) return;
  const hal::PathEnd here = address(number);
  if (before) context.send(backplane_->owner(before), StopListening{before, here});
  if (end) context.send(backplane_->owner(end), Listen{end, here});
}

void FarExchange::handle_info(Context& context, SoundOnPath& m) {
  const CircuitNumber number = m.listener.circuit().circuit;
  if (!has(number) || at(number).path != m.from) return;
  Circuit& circuit = at(number);
  const Impression impression = impression_of({m.sound, m.from});
  if (circuit.state == State::answered) return heard_by_called(context, number, impression);
  const hal::PathEnd expected = circuit.intention.expected;
  const bool somebody_else = expected && expected != m.from;
  const bool talks = circuit.state == State::talks && impression == Impression::speech;
  if (talks && somebody_else) circuit.result = CallResult::wrong_number;
}

void FarExchange::heard_by_called(Context& context, CircuitNumber number, Impression impression) {
  if (impression == Impression::farewell) return far_called_hangs_up(context, number);
  if (impression != Impression::silence) {
    at(number).due = Instant::max();
    return;
  }
  due_after(context, number, called_habits().silence_patience.sample(context.random()));
}

// When circuits have something to do. One timer serves all.

void FarExchange::due_after(Context& context, CircuitNumber number, Duration time) {
  at(number).due = context.now() + time;
  arm(context);
}

void FarExchange::arm(Context& context) {
  const Instant next = std::ranges::min_element(circuits_, {}, &Circuit::due)->due;
  if (next >= armed_) return;
  if (armed_ != Instant::max()) context.cancel_timer(timer_);
  armed_ = next;
  timer_ = context.send_after(std::max(next - context.now(), Duration::zero()), context.self(),
                              CircuitsTick{});
}

void FarExchange::handle_info(Context& context, CircuitsTick&) {
  const Instant now = context.now();
  if (now < armed_) return;  // It was cancelled too late.
  armed_ = Instant::max();
  for (CircuitNumber number = 1; number <= plan_.circuits; ++number) {
    if (at(number).due > now) continue;
    at(number).due = Instant::max();
    act(context, number);
  }
  arm(context);
}

void FarExchange::act(Context& context, CircuitNumber number) {
  switch (at(number).state) {
    case State::seized: return respond(context, number);
    case State::rings: return answer(context, number);
    case State::talks: return has_talked_enough(context, number);
    case State::calling:
    case State::progressing:
      report(context, number, EndedBy::caller);
      return release(context, number, isup::normal_clearing);
    case State::releasing: return release(context, number, isup::normal_clearing);
    case State::resetting:
      say(context, number, Isup::rsc);
      return due_after(context, number, isup::repeat_release_after);
    case State::answered: return far_called_hangs_up(context, number);
    case State::idle:
    case State::suspended: return;
  }
}

void FarExchange::become(Context& context, CircuitNumber number, State state) {
  Circuit& circuit = at(number);
  circuit.state = state;
  circuit.due = Instant::max();
  const bool silent = state == State::idle || state == State::releasing ||
                      state == State::resetting || state == State::suspended;
  if (silent) put(context, number, {});
}

// What the exchange says.

void FarExchange::handle_info(Context& context, hal::TrunkMessage& m) {
  if (!working_ || !has(m.circuit.circuit)) return;
  switch (m.kind) {
    case Isup::iam: return seize(context, m);
    case Isup::acm:
    case Isup::cpg:
    case Isup::anm:
    case Isup::sus:
    case Isup::res: return progress(context, m);
    case Isup::rel:
    case Isup::rlc:
    case Isup::rsc: return released(context, m);
    case Isup::blo:
    case Isup::bla:
    case Isup::ubl:
    case Isup::uba:
    case Isup::grs:
    case Isup::gra: return supervise(context, m);
  }
}

void FarExchange::supervise(Context& context, const hal::TrunkMessage& m) {
  const CircuitNumber number = m.circuit.circuit;
  if (m.kind == Isup::grs) return reset_group(context, m);
  if (m.kind == Isup::blo || m.kind == Isup::ubl) {
    at(number).blocked_there = m.kind == Isup::blo;
    return say(context, number, m.kind == Isup::blo ? Isup::bla : Isup::uba);
  }
  if (m.kind != Isup::gra) return;
  for (CircuitNumber at_it = number; has(at_it) && at_it < number + m.range; ++at_it)
    if (at(at_it).state == State::resetting) become(context, at_it, State::idle);
}

void FarExchange::reset_group(Context& context, const hal::TrunkMessage& m) {
  const CircuitNumber first = m.circuit.circuit;
  for (CircuitNumber number = first; has(number) && number < first + m.range; ++number) {
    report(context, number, EndedBy::exchange);
    become(context, number, State::idle);
    at(number).blocked_there = false;
  }
  hal::TrunkMessage answer{.circuit = m.circuit, .kind = Isup::gra, .range = m.range};
  context.send(exchange_, answer);
}

// When both ends seize a circuit, the end that controls it wins; the other's call is tried again on
// another circuit.
bool FarExchange::wins_glare(CircuitNumber number) const {
  const bool even = number % 2 == 0;
  return even == (plan_.glare == GlareRule::far_wins_even);
}

void FarExchange::seize(Context& context, const hal::TrunkMessage& m) {
  const CircuitNumber number = m.circuit.circuit;
  Circuit& circuit = at(number);
  if (circuit.blocked_here) return say(context, number, Isup::blo);
  if (circuit.state == State::calling) {
    ++counts_.glares;
    if (wins_glare(number)) return;
    const std::uint8_t displaced = circuit.calling_class;
    const CircuitNumber other = find_idle(context);
    if (other == 0)
      report(context, number, EndedBy::exchange);
    else
      call_from(context, other, displaced);
  } else if (circuit.state != State::idle) {
    ++counts_.unexpected;
    ResetCircuit doubt{number};
    return handle_info(context, doubt);
  }
  ++counts_.from_exchange;
  become(context, number, State::seized);
  due_after(context, number, plan_.set_up_delay.sample(context.random()));
}

void FarExchange::progress(Context& context, const hal::TrunkMessage& m) {
  const CircuitNumber number = m.circuit.circuit;
  Circuit& circuit = at(number);
  const bool calls = circuit.state == State::calling || circuit.state == State::progressing;
  if (m.kind == Isup::anm && calls) return conversation_begins(context, number);
  if (m.kind == Isup::acm && circuit.state == State::calling) {
    circuit.post_dial_delay = context.now() - circuit.seized_at;
    circuit.result = CallResult::no_answer;
    become(context, number, State::progressing);
    const auto& patience = calling_habits(circuit).patience;
    if (patience) due_after(context, number, patience->sample(context.random()));
    return;
  }
  const bool called_clears = m.kind == Isup::sus && circuit.state == State::talks;
  if (called_clears) {
    report(context, number, EndedBy::called);
    return release(context, number, isup::normal_clearing);
  }
  if (m.kind == Isup::acm || m.kind == Isup::anm) ++counts_.unexpected;
}

void FarExchange::released(Context& context, const hal::TrunkMessage& m) {
  const CircuitNumber number = m.circuit.circuit;
  Circuit& circuit = at(number);
  if (m.kind == Isup::rlc) {
    const bool asked = circuit.state == State::releasing || circuit.state == State::resetting;
    if (asked)
      become(context, number, State::idle);
    else
      ++counts_.unexpected;
    return;
  }
  if (circuit.state == State::calling || circuit.state == State::progressing) {
    circuit.result = result_of(m.cause);
    if (plan_.bids != nullptr) plan_.bids->refused(plan_.group, context.now(), m.cause);
    report(context, number, EndedBy::exchange);
  } else if (circuit.state == State::talks) {
    const bool orderly = m.kind == Isup::rel && m.cause == isup::normal_clearing;
    report(context, number, orderly ? EndedBy::called : EndedBy::exchange);
  }
  if (circuit.state != State::resetting) become(context, number, State::idle);
  say(context, number, Isup::rlc);
}

// Maintenance from its side.

void FarExchange::handle_info(Context& context, BlockCircuits& m) {
  for (CircuitNumber number = m.first; has(number) && number < m.first + m.count; ++number) {
    at(number).blocked_here = true;
    say(context, number, Isup::blo);
  }
}

void FarExchange::handle_info(Context& context, UnblockCircuits& m) {
  for (CircuitNumber number = m.first; has(number) && number < m.first + m.count; ++number) {
    at(number).blocked_here = false;
    say(context, number, Isup::ubl);
  }
}

void FarExchange::handle_info(Context& context, ResetCircuit& m) {
  if (!has(m.circuit)) return;
  report(context, m.circuit, EndedBy::exchange);
  become(context, m.circuit, State::resetting);
  say(context, m.circuit, Isup::rsc);
  due_after(context, m.circuit, isup::repeat_release_after);
}

void FarExchange::handle_info(Context& context, StopFarExchange&) {
  working_ = false;
  for (CircuitNumber number = 1; number <= plan_.circuits; ++number) {
    report(context, number, EndedBy::exchange);
    become(context, number, State::idle);
  }
}

void FarExchange::handle_info(Context& context, StartFarExchange&) {
  if (std::exchange(working_, true)) return;
  for (CircuitNumber number = 1; number <= plan_.circuits; ++number)
    become(context, number, State::resetting);
  hal::TrunkMessage reset{.circuit = address(1), .kind = Isup::grs, .range = plan_.circuits};
  context.send(exchange_, reset);
  due_after(context, 1, isup::repeat_release_after);
}

}  // namespace forlopp::hwsim
