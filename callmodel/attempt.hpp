#pragma once

#include "callmodel/actions.hpp"
#include "callmodel/call_record.hpp"
#include "callmodel/identifiers.hpp"

namespace forlopp::callmodel {

/// The books of one attempt: sees to it that it ends with one cause, reported once, and that an
/// answered call, and only that, gets one record.
class Attempt {
 public:
  Attempt(CallId call, PortId calling_port, const Digits& calling);
  /// The books of an answered call that survived a restart; its record is open.
  explicit Attempt(const CallRecord& open);

  void begin(Instant now) { facts_.seized = now; }
  /// The call was answered: opens the record.
  void answer(Instant now, ReleasePolicy policy, Actions& out);
  /// The call ended in a point in call; only the first end counts.
  void end(Cause cause, ReleasedBy by, Pic reached, Instant now, Actions& out);

  Cause cause() const { return facts_.cause; }
  bool answered() const { return answered_ == Answered::yes; }
  const CallRecord& facts() const { return facts_; }

  bool push_digit(Digit digit) { return facts_.called.push(digit); }
  void set_numbers(const Digits& calling, const Digits& called);
  void set_destination(const Destination& to) { facts_.destination = to; }
  void set_route(const Route& route) { facts_.route = route; }
  Setup setup() const;

 private:
  CallRecord facts_;
  Answered answered_ = Answered::no;
};

}  // namespace forlopp::callmodel
