#include "hwsim/line_bank.hpp"

#include <utility>

namespace forlopp::hwsim {

using hal::CommandOutcome;
using hal::EventKind;
using hal::Hook;
using hal::PortNumber;
using hal::Ringing;
using runtime::Context;

LineBank::LineBank(hal::CardAddress card, PortNumber ports,
                   std::shared_ptr<const Backplane> backplane,
                   std::shared_ptr<const Population> population, LineWatcher& watcher)
    : card_{card},
      backplane_{std::move(backplane)},
      watcher_{watcher},
      lines_(ports),
      people_{*this, card, ports, std::move(population)} {}

std::vector<hal::PortState> LineBank::states() const {
  std::vector<hal::PortState> states;
  states.reserve(lines_.size());
  for (const Line& line : lines_) states.push_back(line.state);
  return states;
}

// What a line is like.

bool LineBank::is_lifted(const Line& line) const {
  return line.handset == Hook::off && line.fault == Fault::none && supply_ == Supply::on;
}

Sound LineBank::sound_of(const Line& line) const {
  return {.voice = is_lifted(line) ? line.voice : Utterance::nothing};
}

Hearing LineBank::heard_at(const Line& line) const {
  const bool deaf = !is_lifted(line) || line.state.blocking == hal::Blocking::blocked;
  if (deaf) return {};
  if (line.state.tone != hal::Tone::silence) return {.sound = {.tone = line.state.tone}};
  return {line.far, line.state.path};
}

bool LineBank::is_shorted(PortNumber port) const {
  return at(port).fault == Fault::shorted;
}

// What follows from a change.

void LineBank::notice(Context& context, PortNumber port, EventKind kind, std::uint16_t value) {
  if (at(port).state.blocking == hal::Blocking::open) watcher_.noticed(context, port, kind, value);
}

void LineBank::sense(Context& context, PortNumber port) {
  Line& line = at(port);
  Hook hook = line.handset;
  if (line.fault == Fault::shorted) hook = Hook::off;
  if (line.fault == Fault::babbling) hook = line.chatter;
  if (hook == line.state.hook) return;
  line.state.hook = hook;
  if (hook == Hook::on) return notice(context, port, EventKind::on_hook, 0);
  const bool rang = std::exchange(line.state.ringing, Ringing::silent) == Ringing::rings;
  notice(context, port, rang ? EventKind::ring_trip : EventKind::off_hook, 0);
}

void LineBank::tell_person(Context& context, PortNumber port) {
  Line& line = at(port);
  const Hearing hearing = heard_at(line);
  if (line.handset == Hook::on || hearing == line.told) return;
  line.told = hearing;
  if (line.person) return context.send(line.person, TelephoneSounds{address(port), hearing});
  people_.hears(context, port, hearing);
}

void LineBank::tell_listener(Context& context, PortNumber port) {
  const Line& line = at(port);
  if (!line.listener) return;
  const SoundOnPath sound{line.listener, address(port), sound_of(line)};
  context.send(backplane_->owner(line.listener), sound);
}

void LineBank::line_changed(Context& context, PortNumber port) {
  tell_listener(context, port);
  sense(context, port);
  tell_person(context, port);
}

// What people do.

void LineBank::lift(Context& context, PortNumber port) {
  Line& line = at(port);
  if (std::exchange(line.handset, Hook::off) == Hook::off) return;
  line.voice = Utterance::speech;
  line.told = {};
  line_changed(context, port);
}

void LineBank::hang_up(Context& context, PortNumber port) {
  if (std::exchange(at(port).handset, Hook::on) == Hook::on) return;
  line_changed(context, port);
}

void LineBank::press(Context& context, PortNumber port, char symbol) {
  if (!is_lifted(at(port))) return;
  notice(context, port, EventKind::digit, static_cast<std::uint8_t>(symbol));
}

void LineBank::say(Context& context, PortNumber port, Utterance voice) {
  at(port).voice = voice;
  tell_listener(context, port);
}

void LineBank::flash(Context& context, PortNumber port) {
  if (is_lifted(at(port))) notice(context, port, EventKind::flash, 0);
}

// What the exchange wants.

struct LineBank::CarryOut {
  LineBank& bank;
  Context& context;
  PortNumber port;

  hal::PortState& state() const { return bank.at(port).state; }
  CommandOutcome heard() const {
    bank.tell_person(context, port);
    return CommandOutcome::done;
  }

  CommandOutcome operator()(const hal::Ring& ring) const {
    if (state().hook == Hook::off) return CommandOutcome::wrong_hook_state;
    bank.ring(context, port, ring.cadence);
    return CommandOutcome::done;
  }
  CommandOutcome operator()(const hal::StopRinging&) const {
    bank.stop_ringing(context, port);
    return CommandOutcome::done;
  }
  CommandOutcome operator()(const hal::GiveTone& give) const {
    if (state().hook == Hook::on) return CommandOutcome::wrong_hook_state;
    state().tone = give.tone;
    return heard();
  }
  CommandOutcome operator()(const hal::StopTone&) const {
    state().tone = hal::Tone::silence;
    return heard();
  }
  CommandOutcome operator()(const hal::Connect& connect) const {
    state().tone = hal::Tone::silence;
    bank.set_path(context, port, connect.end);
    return heard();
  }
  CommandOutcome operator()(const hal::Disconnect&) const {
    bank.set_path(context, port, {});
    return heard();
  }
  CommandOutcome operator()(const hal::SetPolarity& set) const {
    state().polarity = set.polarity;
    return CommandOutcome::done;
  }
  CommandOutcome operator()(const hal::ShowCaller& show) const {
    const Line& line = bank.at(port);
    if (line.person && line.state.ringing == Ringing::rings)
      context.send(line.person, TelephoneShowsCaller{bank.address(port), show.number});
    return CommandOutcome::done;
  }
  CommandOutcome operator()(const hal::Rest&) const {
    bank.stop_ringing(context, port);
    state().tone = hal::Tone::silence;
    state().polarity = hal::Polarity::normal;
    bank.set_path(context, port, {});
    return heard();
  }
  CommandOutcome operator()(const hal::Block&) const {
    state().blocking = hal::Blocking::blocked;
    return heard();
  }
  CommandOutcome operator()(const hal::Unblock&) const {
    state().blocking = hal::Blocking::open;
    return heard();
  }
  CommandOutcome operator()(const hal::Test&) const {
    if (state().ringing == Ringing::rings || state().path) return CommandOutcome::busy;
    constexpr std::array verdicts{hal::TestVerdict::passed, hal::TestVerdict::loop_short,
                                  hal::TestVerdict::leakage};
    const auto verdict = verdicts.at(static_cast<std::size_t>(bank.at(port).fault));
    bank.watcher_.noticed(context, port, EventKind::test_result,
                          static_cast<std::uint16_t>(verdict));
    return CommandOutcome::done;
  }
  CommandOutcome operator()(const hal::Reset&) const { return CommandOutcome::not_supported; }
};

CommandOutcome LineBank::carry_out(Context& context, PortNumber port, const hal::Action& action) {
  return std::visit(CarryOut{*this, context, port}, action);
}

void LineBank::ring(Context& context, PortNumber port, hal::Cadence cadence) {
  Line& line = at(port);
  if (std::exchange(line.state.ringing, Ringing::rings) == Ringing::rings) return;
  if (line.person) return context.send(line.person, TelephoneRings{address(port), cadence});
  people_.rings(context, port);
}

void LineBank::stop_ringing(Context& context, PortNumber port) {
  Line& line = at(port);
  if (std::exchange(line.state.ringing, Ringing::silent) == Ringing::silent) return;
  if (line.person) return context.send(line.person, TelephoneFallsSilent{address(port)});
  people_.falls_silent(context, port);
}

// Paths.

void LineBank::set_path(Context& context, PortNumber port, hal::PathEnd end) {
  Line& line = at(port);
  const hal::PathEnd before = std::exchange(line.state.path, end);
  if (before == end) return;
  const hal::PathEnd here = address(port);
  if (before) context.send(backplane_->owner(before), StopListening{before, here});
  if (end) context.send(backplane_->owner(end), Listen{end, here});
  line.far = {};
}

void LineBank::listen(Context& context, const Listen& listen) {
  const PortNumber port = listen.to.port().port;
  if (port == hal::whole_card || port > ports()) return;
  at(port).listener = listen.listener;
  tell_listener(context, port);
}

void LineBank::stop_listening(const StopListening& stop) {
  const PortNumber port = stop.to.port().port;
  if (port == hal::whole_card || port > ports()) return;
  if (at(port).listener == stop.listener) at(port).listener = {};
}

void LineBank::arrive(Context& context, const SoundOnPath& sound) {
  const PortNumber port = sound.listener.port().port;
  Line& line = at(port);
  if (line.state.path != sound.from) return;
  line.far = sound.sound;
  tell_person(context, port);
}

// Faults.

void LineBank::short_line(Context& context, PortNumber port) {
  at(port).fault = Fault::shorted;
  line_changed(context, port);
}

void LineBank::babble(Context& context, PortNumber port) {
  Line& line = at(port);
  line.fault = Fault::babbling;
  line.chatter = line.chatter == Hook::on ? Hook::off : Hook::on;
  line_changed(context, port);
}

void LineBank::heal(Context& context, PortNumber port) {
  Line& line = at(port);
  if (std::exchange(line.fault, Fault::none) != Fault::none) line_changed(context, port);
}

void LineBank::unplug(Context& context) {
  supply_ = Supply::off;
  for (PortNumber port = 1; port <= ports(); ++port) {
    stop_ringing(context, port);
    set_path(context, port, {});
    tell_listener(context, port);
    tell_person(context, port);
  }
}

void LineBank::restart(Context& context) {
  supply_ = Supply::on;
  for (PortNumber port = 1; port <= ports(); ++port) {
    stop_ringing(context, port);
    hal::PortState& state = at(port).state;
    state = {.hook = state.hook, .path = state.path};
    line_changed(context, port);
  }
}

}  // namespace forlopp::hwsim
