#include "switch/calls/line_side.hpp"

#include <chrono>

#include "switch/config/exchange_data.hpp"

namespace forlopp::exchange {
namespace {

using namespace std::chrono_literals;

/// A successor is there in a moment, or its shelf is being started again: 10 ms, doubled each time,
/// about ten seconds in all.
constexpr std::uint8_t looks_max = 10;
constexpr runtime::Duration first_look = 10ms;

}  // namespace

void LineSide::take(runtime::Context& context, const ExchangeData& data, LineId line,
                    line::Side side, callmodel::CallId call) {
  line_ = line;
  wanted_.at = {data.port_of(line), call};
  wanted_.side = side;
  in_use_ = true;
  card_ = context.whereis(data.card(data.card_of(line)).name);
  if (card_) {
    context.link(card_);
  } else {
    card_lost(context);
  }
}

void LineSide::seize(runtime::Context& context) {
  order(context, line::SeizeLine{here()});
}

void LineSide::give_tone(runtime::Context& context, callmodel::ToneId tone) {
  wanted_.tone = tone;
  if (wanted_.hears == line::Hears::path) {
    wanted_.hears = line::Hears::nothing;
    order(context, line::DisconnectPath{here()});
  }
  order(context, line::GiveTone{here(), tone});
}

void LineSide::stop_tone(runtime::Context& context) {
  wanted_.tone = callmodel::ToneId::silence;
  order(context, line::StopTone{here()});
}

void LineSide::start_ringing(runtime::Context& context, const callmodel::Digits& calling) {
  wanted_.rings = 1;
  wanted_.calling = calling;
  order(context, line::StartRinging{here(), calling});
}

void LineSide::stop_ringing(runtime::Context& context) {
  wanted_.rings = 0;
  order(context, line::StopRinging{here()});
}

void LineSide::lock_out(runtime::Context& context) {
  wanted_.tone = callmodel::ToneId::silence;
  wanted_.hears = line::Hears::nothing;
  order(context, line::LockOutLine{here()});
}

void LineSide::release(runtime::Context& context) {
  order(context, line::ReleaseLine{here()});
  in_use_ = false;
}

void LineSide::connect(runtime::Context& context, callmodel::PortId to) {
  note_path(to);
  order(context, line::ConnectPath{here(), to});
}

void LineSide::note_path(callmodel::PortId to) {
  wanted_.hears = line::Hears::path;
  wanted_.path = to;
}

void LineSide::claim(runtime::Context& context) const {
  context.send(card_, wanted_);
}

void LineSide::card_lost(runtime::Context& context) {
  card_ = {};
  context.send(context.self(), LookForCard{0});
}

bool LineSide::look_for_card(runtime::Context& context, const ExchangeData& data,
                             LookForCard look) {
  if (!in_use_ || card_) return true;
  card_ = context.whereis(data.card(data.card_of(line_)).name);
  if (card_) {
    context.link(card_);
    claim(context);
    return true;
  }
  if (look.attempt == looks_max) return false;
  const auto next = static_cast<std::uint8_t>(look.attempt + 1);
  context.send_after(first_look * (1 << look.attempt), context.self(), LookForCard{next});
  return true;
}

}  // namespace forlopp::exchange
