#include "scenarios/engine/run_outcomes.hpp"

#include "hwsim/call_outcome.hpp"

namespace forlopp::scenario {

namespace {

using hwsim::CallResult;

bool is_whole_number(const hwsim::CallOutcome& outcome) {
  return outcome.result != CallResult::unfinished && outcome.result != CallResult::abandoned;
}

bool has_talked(const hwsim::CallOutcome& outcome) {
  return outcome.result == CallResult::answered || outcome.result == CallResult::wrong_number ||
         outcome.result == CallResult::cut_off;
}

}  // namespace

void OutcomeListener::receive(runtime::Context& context, runtime::Message message) {
  const auto* outcome = message.get_if<hwsim::CallOutcome>();
  if (outcome == nullptr) return;
  const Duration lifted = outcome->lifted.time_since_epoch();
  if (outcome->dial_tone_delay != hwsim::never) {
    collector_->dial_tone_heard(lifted, outcome->dial_tone_delay);
  }
  if (outcome->post_dial_delay != hwsim::never && is_whole_number(*outcome)) {
    collector_->ringback_heard(lifted, outcome->post_dial_delay);
  }
  if (outcome->answer_delay != hwsim::never) {
    collector_->answer_heard(lifted, outcome->answer_delay);
  }
  if (has_talked(*outcome)) {
    using Conversation = RunCollector::Conversation;
    const bool cut = outcome->result == CallResult::cut_off;
    collector_->conversation_ended(lifted, cut ? Conversation::cut_off : Conversation::completed);
  }
  if (outcome->destination != hwsim::DestinationKind::trunk) return;
  const bool blocked = outcome->result == CallResult::congestion;
  blocking_->attempted(outcome->calling_class, context.now().time_since_epoch(),
                       blocked ? AttemptResult::blocked : AttemptResult::carried);
}

}  // namespace forlopp::scenario
