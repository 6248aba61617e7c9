#include "switch/config/names.hpp"
#include "switch/lines/card_process.hpp"
#include "switch/supervision/exchange_parts.hpp"

/// What is wrong with a card and its lines, as the keeper of alarms is told.
namespace forlopp::exchange {

void CardProcess::tell_removed(Context& context) const {
  context.send(names().alarms, RaiseAlarm{std::string{parts_->data->card(card_).name.text()},
                                          ProbableCause::replaceable_unit_removed, Severity::major,
                                          "the card is out of its slot"});
}

void CardProcess::tell_problem(Context& context) const {
  context.send(names().alarms,
               RaiseAlarm{std::string{parts_->data->card(card_).name.text()},
                          ProbableCause::line_card_problem,
                          is_hopeless_ ? Severity::critical : Severity::major,
                          is_hopeless_ ? "reset too often, blocked" : "no heartbeat, reset"});
}

void CardProcess::tell_masked(Context& context, PortIndex port) const {
  context.send(names().alarms, RaiseAlarm{text_of(port), ProbableCause::line_babbling,
                                          Severity::minor, "the hook chatters; masked"});
}

void CardProcess::tell_line_fault(Context& context, PortIndex port) const {
  context.send(names().alarms, RaiseAlarm{text_of(port), ProbableCause::line_card_problem,
                                          Severity::minor, "the card reports a fault"});
}

/// Of a card that was never there in its time, a new process cannot tell whether it was before.
void CardProcess::on(Context& context, const RaiseAlarmsAgain&) {
  if (was_reset_) tell_problem(context);
  if (state_ == UnitState::not_equipped) {
    if (was_aligned_before_) {
      tell_removed(context);
    } else {
      context.send(names().alarms, AlarmHolds{std::string{parts_->data->card(card_).name.text()},
                                              ProbableCause::replaceable_unit_removed});
    }
  }
  for (PortIndex port = 0; port < ports_.size(); ++port) {
    if (ports_[port].phase == LinePhase::masked) tell_masked(context, port);
    if (ports_[port].has_fault) tell_line_fault(context, port);
  }
}

}  // namespace forlopp::exchange
