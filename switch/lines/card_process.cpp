#include "switch/lines/card_process.hpp"

#include <chrono>

#include <fmt/format.h>

#include "switch/config/names.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/supervision/exchange_observer.hpp"
#include "switch/supervision/exchange_parts.hpp"

/// The card's side: link, heartbeat, commands, timers.
namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;
using runtime::Duration;
using runtime::Message;

constexpr Duration settling_time = 100ms;
constexpr Duration attach_again_after = 500ms;
constexpr Duration acknowledge_after = 20ms;
constexpr Duration repeat_after = 400ms;
constexpr Duration name_retry = 2ms;
constexpr std::uint32_t acknowledge_at = 16;
/// So many heartbeats without an echo, and the firmware hangs (as T309: 6 s at one per second).
constexpr std::uint32_t heartbeats_missed_max = 6;
/// A card that had to be reset more often than this is blocked.
constexpr BucketLimits resets_allowed{60s, 3};
/// A blocked card is reset again after so many heartbeats: perhaps it recovers.
constexpr std::uint32_t beats_between_resets = 30;

/// Offers the message to `on` for each of the types; the first that fits takes it.
template <class... T, class Take>
bool take_any(Message& message, Take&& take) {
  const auto attempt = [&]<class M>(std::type_identity<M>) {
    const M* value = message.get_if<M>();
    if (value != nullptr) take(*value);
    return value != nullptr;
  };
  return (attempt(std::type_identity<T>{}) || ...);
}

}  // namespace

CardProcess::CardProcess(const ExchangeParts& parts, CardId card)
    : parts_{&parts},
      card_{card},
      address_{parts.data->card(card).shelf, parts.data->card(card).card},
      ports_(parts.data->card(card).ports),
      window_{ports_.size()} {
  // Cards that thin out originations do so in turn, not all at once.
  admission_debt_ = index(card) * 40'503U % 65'536U;
  beats_since_reset_ = beats_between_resets;
}

void CardProcess::init(Context& context) {
  context.trap_exit();
  take_name(context);
  // What a predecessor masked is masked no more.
  context.send(names().alarms, ClearAlarmsWithin{std::string{parts_->data->card(card_).name.text()},
                                                 ProbableCause::line_babbling});
  attach(context);
  expect_claims(context);
  start_once(context, CardTimer::settle, settling_time);
  start_once(context, CardTimer::tick, parts_->data->config().maintenance.heartbeat_period);
}

/// A predecessor that was killed a moment ago may not have let go of the name yet.
void CardProcess::take_name(Context& context) {
  const runtime::Name own = parts_->data->card(card_).name;
  if (!context.register_name(own) && context.whereis(own) != context.self()) {
    start_once(context, CardTimer::name, name_retry);
  }
}

void CardProcess::receive(Context& context, Message message) {
  if (from_hardware(context, message) || from_half_call(context, message)) return;
  take_any<CardTimeout, runtime::Exit, runtime::Reply<runtime::StartChildAnswer>, AdmitShare,
           runtime::Down, runtime::Call<ReportCard>, BlockCard, UnblockCard, RaiseAlarmsAgain>(
      message, [&](const auto& value) { on(context, value); });
}

bool CardProcess::from_hardware(Context& context, Message& message) {
  return take_any<hal::Event, hal::CommandAnswer, hal::HeartbeatEcho, hal::StateReport>(
      message, [&](const auto& value) {
        if (hal::is_intact(value)) {
          if (value.card == address_) on(context, value);
        } else {
          ++corrupted_;
        }
      });
}

// Timers.

void CardProcess::start_once(Context& context, CardTimer timer, Duration delay) {
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(timer));
  if ((timers_running_ & bit) != 0) return;
  timers_running_ = static_cast<std::uint8_t>(timers_running_ | bit);
  context.send_after(delay, context.self(), CardTimeout{timer});
}

void CardProcess::on(Context& context, const CardTimeout& timeout) {
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(timeout.timer));
  timers_running_ = static_cast<std::uint8_t>(timers_running_ & ~bit);
  switch (timeout.timer) {
    case CardTimer::tick: return tick(context);
    case CardTimer::acknowledge: return acknowledge(context);
    case CardTimer::attach:
      if (!attached_) attach(context);
      return;
    case CardTimer::settle: settled_ = true; return settle(context);
    case CardTimer::name: return take_name(context);
    case CardTimer::repeat: break;
  }
  const runtime::Instant now = context.now();
  while (const auto* pending = window_.next_to_repeat(now, now - repeat_after)) {
    transmit(context, *pending);
  }
  if (attached_ && !window_.empty()) start_once(context, CardTimer::repeat, repeat_after);
}

void CardProcess::tick(Context& context) {
  start_once(context, CardTimer::tick, parts_->data->config().maintenance.heartbeat_period);
  if (!driver_ || state_ == UnitState::not_equipped) attach(context);
  if (!driver_) return;
  check_heartbeat(context);
  check_waiting_lines(context);
}

// Attachment.

void CardProcess::attach(Context& context) {
  attached_ = false;
  const runtime::Pid driver = parts_->equipment->card_driver(address_);
  if (driver != driver_ && driver) context.monitor(driver);
  driver_ = driver;
  if (!driver_) return card_removed(context);
  context.send(driver_, hal::sealed(hal::Attach{address_, context.self()}));
  start_once(context, CardTimer::attach, attach_again_after);
}

void CardProcess::on(Context& context, const hal::StateReport& report) {
  if (report.presence == hal::Presence::removed) return card_removed(context);
  const bool is_known = report.incarnation == events_.incarnation();
  const bool is_stale =
      is_known ? report.last_event < events_.last() : report.incarnation < events_.incarnation();
  const bool is_wanted = !attached_ || report.query != 0;
  if (is_stale || !is_wanted) return;
  if (!attached_) window_.restart();
  const bool has_restarted = was_aligned_before_ && !is_known;
  events_.begin(report.incarnation, report.acknowledged);
  attached_ = true;
  heartbeats_echoed_ = heartbeats_sent_;
  report_ = report;
  settle(context);
  if (!has_restarted || !aligned()) return;
  parts_->observer->recovered({.when = context.now(),
                               .level = RecoveryLevel::message,
                               .what = std::string{parts_->data->card(card_).name.text()},
                               .reason = "the card has started again"});
}

void CardProcess::on(Context& context, const runtime::Down& down) {
  if (down.pid == driver_) {
    driver_ = {};
    return card_removed(context);
  }
  if (down.pid != calls_sup_) return;
  calls_sup_ = {};
  for (PortIndex port = 0; port < ports_.size(); ++port) {
    if (ports_[port].start) half_ended(context, port, down.reason);
  }
}

// Events.

void CardProcess::on(Context& context, const hal::Event& event) {
  if (event.kind == hal::EventKind::removed) return card_removed(context);
  const bool is_new_run = event.incarnation > events_.incarnation();
  if (is_new_run) {
    if (attached_) attach(context);
    return;
  }
  if (!events_.offer(event)) {
    // Known already: the acknowledgement was lost or is still under way.
    if (event.incarnation == events_.incarnation() && event.sequence <= events_.last()) {
      start_once(context, CardTimer::acknowledge, acknowledge_after);
    }
    return;
  }
  if (aligned()) handle_in_order(context);
}

void CardProcess::handle_in_order(Context& context) {
  while (const auto event = events_.next()) {
    handle_event(context, *event);
    ++unacknowledged_;
  }
  if (unacknowledged_ == 0) return;
  if (unacknowledged_ >= acknowledge_at) return acknowledge(context);
  start_once(context, CardTimer::acknowledge, acknowledge_after);
}

void CardProcess::acknowledge(Context& context) {
  unacknowledged_ = 0;
  if (!attached_) return;
  context.send(driver_,
               hal::sealed(hal::EventAck{address_, events_.incarnation(), events_.last()}));
}

void CardProcess::handle_event(Context& context, const hal::Event& event) {
  if (event.port == hal::whole_card || event.port > ports_.size()) return;
  line_event(context, static_cast<PortIndex>(event.port - 1), event);
}

// Commands.

void CardProcess::command(Context& context, PortIndex port, const hal::Action& action) {
  window_.add(static_cast<hal::PortNumber>(port + 1), action);
  send_commands(context);
}

void CardProcess::command_card(Context& context, const hal::Action& action) {
  window_.add(hal::whole_card, action);
  send_commands(context);
}

void CardProcess::send_commands(Context& context) {
  if (!attached_) return;
  if (window_.has_unsent()) {
    const runtime::Instant now = context.now();
    while (const auto* pending = window_.next_to_send(now)) transmit(context, *pending);
  }
  if (!window_.empty()) start_once(context, CardTimer::repeat, repeat_after);
}

void CardProcess::transmit(Context& context, const CommandWindow::Pending& pending) {
  const hal::Command command{.from = context.self(),
                             .card = address_,
                             .incarnation = attached_ ? events_.incarnation() : 0,
                             .number = pending.number,
                             .port = pending.port,
                             .action = pending.action};
  context.send(driver_, hal::sealed(command));
}

void CardProcess::on(Context& context, const hal::CommandAnswer& answer) {
  if (answer.incarnation != events_.incarnation()) return;
  const auto action = window_.answered(answer.port, answer.number);
  if (!action) return;
  send_commands(context);
  if (!std::holds_alternative<hal::Ring>(*action) || answer.port == hal::whole_card) return;
  const Port& port = ports_[static_cast<std::size_t>(answer.port - 1)];
  if (port.phase != LinePhase::called || !port.outputs.rings) return;
  switch (answer.outcome) {
    case hal::CommandOutcome::done: return tell(context, port, callmodel::RingingStarted{});
    case hal::CommandOutcome::wrong_hook_state: return;  // Lifted first: that event is coming.
    case hal::CommandOutcome::busy:
    case hal::CommandOutcome::no_such_port:
    case hal::CommandOutcome::not_supported: return tell(context, port, callmodel::RingingFailed{});
  }
}

// Supervision of the card.

void CardProcess::check_heartbeat(Context& context) {
  const std::uint32_t missed = heartbeats_sent_ - heartbeats_echoed_;
  ++beats_since_reset_;
  if (missed > heartbeats_missed_max && state_ != UnitState::not_equipped) reset_card(context);
  const hal::Heartbeat heartbeat{.card = address_,
                                 .from = context.self(),
                                 .number = ++heartbeats_sent_,
                                 .depth = hal::HeartbeatDepth::scan_loop};
  context.send(driver_, hal::sealed(heartbeat));
}

void CardProcess::on(Context& context, const hal::HeartbeatEcho& echo) {
  if (echo.depth != hal::HeartbeatDepth::scan_loop || echo.number > heartbeats_sent_) return;
  if (echo.number > heartbeats_echoed_) heartbeats_echoed_ = echo.number;
  const bool is_new_run = echo.incarnation > events_.incarnation() && attached_;
  const bool is_back = state_ == UnitState::automatically_blocked && attached_;
  if (is_new_run || is_back) attach(context);
}

void CardProcess::reset_card(Context& context) {
  if (state_ == UnitState::automatically_blocked && beats_since_reset_ < beats_between_resets) {
    return;
  }
  heartbeats_echoed_ = heartbeats_sent_;
  beats_since_reset_ = 0;
  was_reset_ = true;
  is_hopeless_ = !resets_.add(context.now(), resets_allowed);
  tell_problem(context);
  if (attached_) {
    command_card(context, hal::Reset{});
  } else {
    transmit(context, {.port = hal::whole_card, .sent = {}, .action = hal::Reset{}});
  }
  if (is_hopeless_) take_out_of_service(context, UnitState::automatically_blocked);
}

void CardProcess::card_removed(Context& context) {
  if (state_ == UnitState::not_equipped) return;
  const bool was_there = aligned();
  take_out_of_service(context, UnitState::not_equipped);
  attached_ = false;
  alignment_ = Alignment::none;
  window_.restart();
  if (was_there) tell_removed(context);
}

void CardProcess::on(Context& context, const BlockCard&) {
  take_out_of_service(context, UnitState::manually_blocked);
}

void CardProcess::on(Context& context, const UnblockCard&) {
  if (state_ != UnitState::manually_blocked) return;
  state_ = UnitState::automatically_blocked;
  attach(context);
}

void CardProcess::on(Context&, const AdmitShare& share) {
  admit_of_65536_ = share.of_65536;
}

void CardProcess::on(Context& context, const runtime::Call<ReportCard>& question) {
  CardBooks books{.card = card_, .state = state_};
  for (PortIndex port = 0; port < ports_.size(); ++port) {
    const Port& own = ports_[port];
    if (own.phase != LinePhase::idle) {
      books.lines.push_back({line(port), own.phase, own.call, own.half});
    }
  }
  context.reply(question.from, std::move(books));
}

LineId CardProcess::line(PortIndex port) const {
  return LineId{index(parts_->data->card(card_).first_line) + port};
}

std::string CardProcess::text_of(PortIndex port) const {
  return fmt::format("line {}/{}/{}", address_.shelf, address_.slot, port + 1);
}

}  // namespace forlopp::exchange
