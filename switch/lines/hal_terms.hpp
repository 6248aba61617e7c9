#pragma once

#include "callmodel/identifiers.hpp"
#include "callmodel/number.hpp"
#include "callmodel/tone.hpp"
#include "switch/config/exchange_data.hpp"
#include "switch/hal/address.hpp"
#include "switch/hal/digits.hpp"
#include "switch/hal/sound.hpp"

/// The call model's terms in those of the hardware, and back.
namespace forlopp::exchange {

hal::Tone to_hal(callmodel::ToneId tone);
hal::PathEnd to_hal(callmodel::PortId port, const ExchangeData& data);
/// The first 23 digits.
hal::Digits to_hal(const callmodel::Digits& digits);
/// Symbols that are no digits are left out.
callmodel::Digits from_hal(const hal::Digits& digits);

}  // namespace forlopp::exchange
