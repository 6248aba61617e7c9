#include "switch/trunks/trunk_translation.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/check.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::TrunkMessage;
using hal::Isup;

constexpr std::array<std::pair<TrunkMessage, Isup>, 9> same{{{TrunkMessage::iam, Isup::iam},
                                                             {TrunkMessage::acm, Isup::acm},
                                                             {TrunkMessage::cpg, Isup::cpg},
                                                             {TrunkMessage::anm, Isup::anm},
                                                             {TrunkMessage::sus, Isup::sus},
                                                             {TrunkMessage::res, Isup::res},
                                                             {TrunkMessage::rel, Isup::rel},
                                                             {TrunkMessage::rlc, Isup::rlc},
                                                             {TrunkMessage::rsc, Isup::rsc}}};

hal::Digits to_hardware(const callmodel::Digits& digits) {
  return hal::Digits::from(digits.text());
}

/// What is no digit is left out: the far end may send anything.
callmodel::Digits from_hardware(const hal::Digits& digits) {
  callmodel::Digits read;
  for (const char symbol : digits.text()) {
    if (const auto digit = callmodel::to_digit(symbol)) read.push(*digit);
  }
  return read;
}

}  // namespace

hal::TrunkMessage to_hardware(const callmodel::TrunkSignal& signal) {
  const auto word = std::ranges::find(same, signal.message, &decltype(same)::value_type::first);
  return {.circuit = {},
          .kind = word->second,
          .cause = static_cast<hal::CauseValue>(signal.cause),
          .range = 1,
          .called = to_hardware(signal.called),
          .calling = to_hardware(signal.calling)};
}

callmodel::TrunkSignal from_hardware(const hal::TrunkMessage& message) {
  const auto word = std::ranges::find(same, message.kind, &decltype(same)::value_type::second);
  runtime::check(word != same.end(), "not a message of call control");
  return {.message = word->first,
          .cause = static_cast<callmodel::Cause>(message.cause),
          .calling = from_hardware(message.calling),
          .called = from_hardware(message.called)};
}

}  // namespace forlopp::exchange
