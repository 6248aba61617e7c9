#pragma once

#include <memory>

#include "switch/alarms/alarm_list.hpp"
#include "switch/charging/call_journal.hpp"
#include "switch/config/exchange_data.hpp"

namespace forlopp::hal {
class Equipment;
}

namespace forlopp::exchange {

class AuditTrail;
class ExchangeObserver;
class SoftwareFaults;

/// What every process of an exchange is given when it is made: the configuration, which is
/// immutable, the books, which are thread-safe, and what lies outside. Outlives the processes.
struct ExchangeParts {
  std::shared_ptr<const ExchangeData> data;
  std::unique_ptr<CallJournal> journal;
  std::unique_ptr<AlarmList> alarms;  ///< Only for the process that keeps them.
  std::shared_ptr<AuditTrail> audits;
  const hal::Equipment* equipment = nullptr;
  ExchangeObserver* observer = nullptr;  ///< Never null.
  SoftwareFaults* faults = nullptr;      ///< May be null: no software faults.
};

}  // namespace forlopp::exchange
