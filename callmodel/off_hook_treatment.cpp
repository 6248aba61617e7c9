#include "callmodel/off_hook_treatment.hpp"

namespace forlopp::callmodel {

void OffHookTreatment::start(ToneId tone, StateTimer& timer, const Context& context, Actions& out) {
  stage_ = Stage::tone;
  if (tone != ToneId::silence) out.push(GiveTone{tone});
  timer.start(TimerId::treatment, context, out);
}

void OffHookTreatment::proceed(StateTimer& timer, const Context& context, Actions& out) {
  switch (stage_) {
    case Stage::tone:
      stage_ = Stage::howler;
      out.push(GiveTone{ToneId::howler});
      timer.start(TimerId::howler, context, out);
      return;
    case Stage::howler:
      stage_ = Stage::locked_out;
      out.push(StopTone{});
      out.push(LockOutLine{});
      return;
    case Stage::none:
    case Stage::locked_out: return;
  }
}

void OffHookTreatment::stop(StateTimer& timer, Actions& out) {
  if (stage_ == Stage::tone || stage_ == Stage::howler) out.push(StopTone{});
  timer.stop(out);
  stage_ = Stage::none;
}

}  // namespace forlopp::callmodel
