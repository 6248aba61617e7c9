#pragma once

#include "runtime/name.hpp"

namespace forlopp::exchange {

/// Under what the processes of an exchange are known on their node. The processes of cards, shelves
/// and trunk groups are named by `ExchangeData`.
struct Names {
  runtime::Name exchange{"exchange"};  ///< Supervisors: named as scenarios call them.
  runtime::Name store_sup{"storage"};
  runtime::Name alarms_sup{"alarm_keeping"};
  runtime::Name resources_sup{"resources"};
  runtime::Name shelves_sup{"shelves"};
  runtime::Name calls_sup{"calls"};
  runtime::Name maintenance_sup{"maintenance"};

  runtime::Name store{"store"};
  runtime::Name alarms{"alarms"};
  runtime::Name path_finder{"path_finder"};
  runtime::Name digit_receivers{"digit_receivers"};
  runtime::Name call_restorer{"call_restorer"};
  runtime::Name admission{"admission"};
  runtime::Name audit{"audit"};
  runtime::Name measurement{"measurement"};
};

/// The one set of these names.
const Names& names();

}  // namespace forlopp::exchange
