#pragma once

#include <cstdint>

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/tone.hpp"
#include "runtime/context.hpp"
#include "switch/config/addresses.hpp"
#include "switch/lines/line_messages.hpp"

namespace forlopp::exchange {

class ExchangeData;

/// Looks for the successor of a card process that has ended.
struct LookForCard {
  std::uint8_t attempt = 0;
};

/// A half-call's side of the line that it serves: what it has ordered from the card's process, so
/// that it can order it again from that process's successor.
class LineSide {
 public:
  explicit operator bool() const { return in_use_; }
  LineId line() const { return line_; }
  runtime::Pid card() const { return card_; }

  /// From now on `line` is served, in this call. Links with the card's process.
  void take(runtime::Context& context, const ExchangeData& data, LineId line, line::Side side,
            callmodel::CallId call);
  /// To the card's process: the line that was taken is in this call already.
  void claim(runtime::Context& context) const;
  void give_tone(runtime::Context& context, callmodel::ToneId tone);
  void stop_tone(runtime::Context& context);
  void start_ringing(runtime::Context& context, const callmodel::Digits& calling);
  void stop_ringing(runtime::Context& context);
  void lock_out(runtime::Context& context);
  void release(runtime::Context& context);
  void seize(runtime::Context& context);
  void connect(runtime::Context& context, callmodel::PortId to);
  /// The card connected it in an earlier life of this half-call.
  void note_path(callmodel::PortId to);

  /// The process of the card has ended.
  void card_lost(runtime::Context& context);
  /// Looks for its successor and claims the line there; false: it is time to give up.
  bool look_for_card(runtime::Context& context, const ExchangeData& data, LookForCard look);

 private:
  template <class Order>
  void order(runtime::Context& context, Order order) const {
    if (in_use_) context.send(card_, order);
  }
  line::LineInCall here() const { return wanted_.at; }

  runtime::Pid card_;
  LineId line_{};
  line::ClaimLine wanted_{};
  bool in_use_ = false;
};

}  // namespace forlopp::exchange
