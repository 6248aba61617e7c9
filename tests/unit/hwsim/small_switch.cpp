#include "tests/unit/hwsim/small_switch.hpp"

namespace forlopp::hwsim {

using hal::EventKind;
using hal::Isup;
using hal::PathEnd;
using hal::Tone;

void SmallSwitch::init(Context& context) {
  for (const hal::CardInventory& card : equipment_.inventory())
    context.send(equipment_.card_driver(card.card),
                 hal::sealed(hal::Attach{.card = card.card, .exchange = context.self()}));
  context.send(equipment_.trunk_driver(1), hal::AttachTrunks{1, context.self()});
}

void SmallSwitch::handle_info(Context&, hal::StateReport& report) {
  runs_[report.card] = report.incarnation;
}

void SmallSwitch::handle_info(Context& context, hal::Event& event) {
  const hal::EventAck ack{
      .card = event.card, .incarnation = event.incarnation, .sequence = event.sequence};
  context.send(equipment_.card_driver(event.card), hal::sealed(ack));
  const hal::PortAddress port{event.card, event.port};
  switch (event.kind) {
    case EventKind::off_hook: return lifted(context, port);
    case EventKind::digit: return dialled(context, port, hal::symbol(event));
    case EventKind::ring_trip:
      if (lines_[port].state != State::rings) return lifted(context, port);
      return answered(context, lines_[port].peer, port);
    case EventKind::on_hook: return hung_up(context, port);
    case EventKind::flash:
    case EventKind::alarm:
    case EventKind::alarm_cleared:
    case EventKind::test_result:
    case EventKind::boot:
    case EventKind::removed: return;
  }
}

void SmallSwitch::command(Context& context, PathEnd line, const hal::Action& action) {
  const hal::PortAddress port = line.port();
  hal::Command command{.from = context.self(),
                       .card = port.card,
                       .incarnation = runs_[port.card],
                       .number = ++lines_[line].commands,
                       .port = port.port,
                       .action = action};
  context.send(equipment_.card_driver(port.card), hal::sealed(command));
}

void SmallSwitch::trunk(Context& context, PathEnd circuit, Isup kind, hal::CauseValue cause) {
  const hal::TrunkMessage message{.circuit = circuit.circuit(), .kind = kind, .cause = cause};
  context.send(equipment_.trunk_driver(1), message);
}

// A line that is lifted just before it would have rung makes a call: whoever called it hears that
// it is busy.
void SmallSwitch::lifted(Context& context, hal::PortAddress port) {
  if (lines_[port].state == State::rings) end(context, port);
  lines_[port].state = State::dials;
  lines_[port].digits = {};
  command(context, port, hal::GiveTone{Tone::dial});
}

void SmallSwitch::dialled(Context& context, hal::PortAddress port, char symbol) {
  Line& line = lines_[port];
  if (line.state != State::dials) return;
  if (line.digits.length == 0) command(context, port, hal::StopTone{});
  line.digits.push(symbol);
  const bool to_trunk = line.digits.symbols.front() == plan_.trunk_prefix;
  if (line.digits.length == (to_trunk ? plan_.trunk_length : numbers_.length)) route(context, port);
}

void SmallSwitch::route(Context& context, hal::PortAddress caller) {
  const Population everybody{.numbers = numbers_};
  if (is_full()) return refuse(context, caller, Tone::congestion);
  if (lines_[caller].digits.symbols.front() == plan_.trunk_prefix)
    return route_to_trunk(context, caller);
  PathEnd called = everybody.call_to(lines_[caller].digits).expected;
  if (!called) return refuse(context, caller, Tone::special_information);
  if (misroute_.port != hal::whole_card) called = misroute_;
  if (lines_[called].state != State::idle) return refuse(context, caller, Tone::busy);
  ring(context, caller, called.port());
  command(context, caller, hal::GiveTone{Tone::ringback});
}

void SmallSwitch::ring(Context& context, PathEnd caller, hal::PortAddress called) {
  ++calls_;
  lines_[caller].state = State::waits;
  lines_[caller].peer = called;
  lines_[called].state = State::rings;
  lines_[called].peer = caller;
  command(context, called, hal::Ring{});
}

void SmallSwitch::route_to_trunk(Context& context, hal::PortAddress caller) {
  for (hal::CircuitNumber number = 1; number <= 4; ++number) {
    const PathEnd circuit{hal::CircuitAddress{1, number}};
    Line& line = lines_[circuit];
    if (line.state != State::idle) continue;
    ++calls_;
    line.state = State::rings;
    line.peer = caller;
    lines_[caller].state = State::waits;
    lines_[caller].peer = circuit;
    const hal::TrunkMessage iam{
        .circuit = circuit.circuit(), .kind = Isup::iam, .called = lines_[caller].digits};
    return context.send(equipment_.trunk_driver(1), iam);
  }
  refuse(context, caller, Tone::congestion);
}

void SmallSwitch::answered(Context& context, PathEnd caller, PathEnd called) {
  lines_[caller].state = lines_[called].state = State::talks;
  for (const auto& [end, other] : {std::pair{caller, called}, std::pair{called, caller}}) {
    if (end.kind() == PathEnd::Kind::port)
      command(context, end, hal::Connect{other});
    else
      context.send(equipment_.trunk_driver(1), hal::ConnectCircuit{end.circuit(), other});
  }
  if (caller.kind() == PathEnd::Kind::circuit) trunk(context, caller, Isup::anm);
}

void SmallSwitch::handle_info(Context& context, hal::TrunkMessage& m) {
  const PathEnd circuit{m.circuit};
  Line& line = lines_[circuit];
  const PathEnd peer = line.peer;
  if (m.kind == Isup::acm) command(context, peer, hal::GiveTone{Tone::ringback});
  if (m.kind == Isup::anm) answered(context, peer, circuit);
  if (m.kind == Isup::sus) hung_up(context, peer.port());
  if (m.kind == Isup::rsc || m.kind == Isup::rel) {
    trunk(context, circuit, Isup::rlc);
    context.send(equipment_.trunk_driver(1), hal::ConnectCircuit{m.circuit, {}});
    line = {};
    if (!peer) return;
    --calls_;
    lines_[peer].peer = {};
    const bool rings = lines_[peer].state == State::rings;
    command(context, peer, hal::Rest{});
    lines_[peer].state = rings ? State::idle : State::refused;
    if (!rings)
      command(context, peer, hal::GiveTone{m.cause == 17 ? Tone::busy : Tone::congestion});
  }
  if (m.kind != Isup::iam) return;
  const Population everybody{.numbers = numbers_};
  const PathEnd called = everybody.call_to(m.called).expected;
  const hal::CauseValue refusal = !called ? 1 : is_full() ? 42 : 17;
  if (!called || is_full() || lines_[called].state != State::idle)
    return trunk(context, circuit, Isup::rel, refusal);
  ring(context, circuit, called.port());
  trunk(context, circuit, Isup::acm);
}

void SmallSwitch::refuse(Context& context, PathEnd caller, Tone tone) {
  lines_[caller].state = State::refused;
  command(context, caller, hal::GiveTone{tone});
}

void SmallSwitch::hung_up(Context& context, hal::PortAddress port) {
  end(context, port);
  lines_[port].state = State::idle;
}

void SmallSwitch::handle_info(Context& context, CutOff& m) {
  end(context, m.line);
  lines_[m.line].state = State::refused;
}

// The other side gets busy tone, and is idle once it has hung up.
void SmallSwitch::end(Context& context, PathEnd of) {
  const PathEnd peer = std::exchange(lines_[of].peer, {});
  command(context, of, hal::Rest{});
  if (!peer) return;
  --calls_;
  lines_[peer].peer = {};
  if (peer.kind() == PathEnd::Kind::circuit) {
    context.send(equipment_.trunk_driver(1), hal::ConnectCircuit{peer.circuit(), {}});
    trunk(context, peer, Isup::rel);
    lines_[peer].state = State::idle;
    return;
  }
  const bool rang = lines_[peer].state == State::rings;
  command(context, peer, hal::Rest{});
  lines_[peer].state = rang ? State::idle : State::refused;
  if (!rang) command(context, peer, hal::GiveTone{Tone::busy});
}

}  // namespace forlopp::hwsim
