#pragma once

#include "scenarios/engine/fault.hpp"
#include "scenarios/engine/run_driver.hpp"
#include "scenarios/engine/run_strikes_list.hpp"
#include "scenarios/live/books.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What a client is told of a fault before it strikes: `count` and the first hundred of `hits`; of
/// the calls that need one of them `stable` and `transient`; of each supervisor above them, those
/// nearest first, `label`, `restarts` (of its budget, now), `after` (once all that it would have to
/// restart was restarted), `budget`, `period`, and `escalates_to`: who has to put it right when it
/// gives up. Without books there are no calls, and `restarts` are those of the period that ended
/// with its last restart.
management::Map fields_of(const scenario::WouldHit& would, const scenario::Fault& fault,
                          const scenario::RunInside& inside, const Books* books);

}  // namespace forlopp::live
