#include "switch/overload/admission.hpp"

#include <cmath>

#include "switch/alarms/alarm_messages.hpp"
#include "switch/config/names.hpp"
#include "switch/lines/card_messages.hpp"
#include "switch/supervision/exchange_parts.hpp"

namespace forlopp::exchange {
namespace {

constexpr runtime::Duration between_measurements = std::chrono::milliseconds{250};
constexpr std::uint32_t all = 65'536;
/// A smaller change is not worth a message to every card.
constexpr std::uint32_t change_least = all / 64;
/// After so many rounds the cards are told again: one may have been started anew.
constexpr std::uint32_t rounds_until_retold = 8;

std::uint32_t distance(std::uint32_t a, std::uint32_t b) {
  return a > b ? a - b : b - a;
}

}  // namespace

AdmissionState Admission::handle_call(runtime::Context&, ReportAdmission&, const runtime::From&) {
  return {control_.share(), lateness_};
}

void Admission::measure_later(runtime::Context& context) {
  const runtime::Instant due = context.now() + between_measurements;
  context.send_after(between_measurements, context.self(), Measure{due});
}

void Admission::handle_info(runtime::Context& context, Measure& measure) {
  lateness_ = context.now() - measure.due;
  control_.update(lateness_);
  tell_cards(context);
  update_alarm(context);
  measure_later(context);
}

void Admission::tell_cards(runtime::Context& context) {
  const auto share = static_cast<std::uint32_t>(std::lround(control_.share() * all));
  const bool changed = distance(share, told_) >= change_least || (share == all && told_ != all);
  const bool due_again = told_ != all && ++quiet_rounds_ >= rounds_until_retold;
  if (!changed && !due_again) return;
  told_ = share;
  quiet_rounds_ = 0;
  for (const CardSlot& card : parts_->data->cards()) context.send(card.name, AdmitShare{share});
}

void Admission::update_alarm(runtime::Context& context) {
  const Congestion now = told_ < all ? Congestion::announced : Congestion::none;
  if (now == congestion_) return;
  congestion_ = now;
  if (now == Congestion::announced) {
    context.send(names().alarms, RaiseAlarm{.object = "exchange",
                                            .cause = ProbableCause::congestion,
                                            .severity = Severity::minor,
                                            .text = "overload control refuses new calls"});
  } else {
    context.send(names().alarms, ClearAlarm{"exchange", ProbableCause::congestion});
  }
}

}  // namespace forlopp::exchange
