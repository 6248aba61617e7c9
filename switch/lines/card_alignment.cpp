#include <array>
#include <chrono>

#include "switch/config/names.hpp"
#include "switch/lines/card_process.hpp"
#include "switch/lines/hal_terms.hpp"
#include "switch/supervision/exchange_parts.hpp"

/// How software and hardware agree again after either has started anew. The hardware kept the
/// speech paths; the half-calls kept the calls; what no half-call claims is put to rest.
namespace forlopp::exchange {
namespace {

/// Half-calls that outlived a predecessor claim their lines, or are restored. Under load that takes
/// its time; whoever has not come by then hangs.
constexpr runtime::Duration claimed_within = std::chrono::seconds{30};

}  // namespace

/// The calls that the journal knows are left alone until their half-calls claim them.
void CardProcess::expect_claims(Context& context) {
  if (state_ == UnitState::not_equipped) return;
  const auto first = index(parts_->data->card(card_).first_line);
  for (const OpenCall& call :
       parts_->journal->open_calls_of(port_of(LineId{first}), ports_.size())) {
    const std::array ends{call.record.calling_port, port_of(LineId{call.record.route.id})};
    const bool has_two_lines = call.answered == callmodel::Answered::yes &&
                               call.record.route.kind == callmodel::RouteKind::line;
    for (std::size_t end = 0; end < (has_two_lines ? 2 : 1); ++end) {
      const std::uint32_t port = static_cast<std::uint32_t>(ends.at(end)) - first;
      if (port >= ports_.size()) continue;
      ports_[port].phase = LinePhase::orphaned;
      ports_[port].call = call.record.call;
      ports_[port].until = context.now() + claimed_within;
    }
  }
}

/// Goes on when both are in: what the hardware does, and what half-calls of a predecessor claim.
void CardProcess::settle(Context& context) {
  if (!settled_ || !report_) return;
  const hal::StateReport report = std::move(*report_);
  report_.reset();
  for (PortIndex port = 0; port < ports_.size() && port < report.ports.size(); ++port) {
    align(context, port, report.ports[port]);
  }
  const bool was_out = state_ != UnitState::in_service;
  alignment_ = Alignment::aligned;
  if (state_ != UnitState::manually_blocked) state_ = UnitState::in_service;
  if ((was_out || was_reset_) && state_ == UnitState::in_service) {
    const std::string own{parts_->data->card(card_).name.text()};
    context.send(names().alarms, ClearAlarm{own, ProbableCause::replaceable_unit_removed});
    context.send(names().alarms, ClearAlarm{own, ProbableCause::line_card_problem});
  }
  was_aligned_before_ = true;
  was_reset_ = false;
  send_commands(context);
  handle_in_order(context);
}

void CardProcess::align(Context& context, PortIndex port, const hal::PortState& state) {
  note_hook(context, port, hook_before_waiting_events(port, state.hook));
  if (state.blocking == hal::Blocking::blocked && ports_[port].phase != LinePhase::masked) {
    command(context, port, hal::Unblock{});
  }
  align_outputs(context, port, state);
}

/// A report tells the state after events that are still to be handed on: takes them back.
hal::Hook CardProcess::hook_before_waiting_events(PortIndex port, hal::Hook now) const {
  for (const hal::Event& event : events_.waiting()) {
    if (event.port != port + 1) continue;
    switch (event.kind) {
      case hal::EventKind::off_hook:
      case hal::EventKind::ring_trip: return hal::Hook::on;
      case hal::EventKind::on_hook: return hal::Hook::off;
      case hal::EventKind::flash:
      case hal::EventKind::digit:
      case hal::EventKind::alarm:
      case hal::EventKind::alarm_cleared:
      case hal::EventKind::test_result:
      case hal::EventKind::boot:
      case hal::EventKind::removed: break;
    }
  }
  return now;
}

/// Tells a half-call where its line's hook is, in case it missed a change; it knows what is news.
void CardProcess::note_hook(Context& context, PortIndex index, hal::Hook hook) {
  Port& port = ports_[index];
  const bool was_off_hook = port.off_hook;
  port.off_hook = hook == hal::Hook::off;
  switch (port.phase) {
    case LinePhase::calling:
    case LinePhase::called:
      if (!port.half) return;
      if (port.off_hook) return tell(context, port, callmodel::OffHook{});
      return tell(context, port, callmodel::OnHook{});
    case LinePhase::treated:
      if (!port.off_hook) to_rest(context, index);
      return;
    case LinePhase::idle:
      if (!port.off_hook || was_off_hook) return;
      if (was_aligned_before_) return originate(context, index);
      return treat(context, index);
    case LinePhase::orphaned:
    case LinePhase::masked: return;
  }
}

void CardProcess::align_outputs(Context& context, PortIndex index, const hal::PortState& state) {
  if (ports_[index].phase == LinePhase::orphaned) {
    // Whatever it hears, it goes on hearing until its half-call says otherwise.
    ports_[index].outputs.path = state.path;
    return;
  }
  const LineOutputs& wanted = ports_[index].outputs;
  const bool is_ringing = state.ringing == hal::Ringing::rings;
  const bool is_quiet = !is_ringing && state.tone == hal::Tone::silence && !state.path;
  if (!wanted.any()) {
    if (!is_quiet) command(context, index, hal::Rest{});
    return;
  }
  if (wanted.path != state.path) {
    if (wanted.path) {
      command(context, index, hal::Connect{wanted.path});
    } else {
      command(context, index, hal::Disconnect{});
    }
  }
  const hal::Tone tone = to_hal(wanted.tone);
  if (tone != state.tone) {
    if (tone == hal::Tone::silence) {
      command(context, index, hal::StopTone{});
    } else {
      command(context, index, hal::GiveTone{tone});
    }
  }
  if (wanted.rings == is_ringing) return;
  if (wanted.rings) {
    command(context, index, hal::Ring{});
  } else {
    command(context, index, hal::StopRinging{});
  }
}

/// Calls end; their half-calls release the lines.
void CardProcess::take_out_of_service(Context& context, UnitState state) {
  state_ = state;
  for (PortIndex index = 0; index < ports_.size(); ++index) {
    Port& port = ports_[index];
    if (port.in_call() && port.half) {
      tell(context, port, callmodel::LineLost{});
    } else if (port.phase == LinePhase::orphaned || port.start) {
      abandon_call(context, index, callmodel::Cause::destination_out_of_order);
      port = {.off_hook = port.off_hook, .has_fault = port.has_fault};
    } else if (port.phase == LinePhase::treated) {
      to_rest(context, index);
    }
  }
}

}  // namespace forlopp::exchange
