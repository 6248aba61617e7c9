#include "scenarios/engine/run_outcomes.hpp"

#include "hwsim/call_outcome.hpp"

namespace forlopp::scenario {

void OutcomeListener::receive(runtime::Context& context, runtime::Message message) {
  const auto* outcome = message.get_if<hwsim::CallOutcome>();
  if (outcome == nullptr) return;
  const Duration lifted = outcome->lifted.time_since_epoch();
  if (outcome->dial_tone_delay != hwsim::never) {
    collector_->dial_tone_heard(lifted, outcome->dial_tone_delay);
  }
  if (outcome->post_dial_delay != hwsim::never) {
    collector_->ringback_heard(lifted, outcome->post_dial_delay);
  }
  if (outcome->answer_delay != hwsim::never) {
    collector_->answer_heard(lifted, outcome->answer_delay);
  }
  if (outcome->destination != hwsim::DestinationKind::trunk) return;
  const bool blocked = outcome->result == hwsim::CallResult::congestion;
  blocking_->attempted(outcome->calling_class, context.now().time_since_epoch(),
                       blocked ? AttemptResult::blocked : AttemptResult::carried);
}

}  // namespace forlopp::scenario
