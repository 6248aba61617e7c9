#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/process_code.hpp"
#include "switch/alarms/alarm.hpp"
#include "switch/store/database.hpp"
#include "switch/store/store_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// To the store: an alarm to be written, as raised or as cleared.
struct WriteAlarm {
  Alarm alarm;
};
/// Question: write what is waiting now, and say how many rows that were. Answer: std::uint64_t.
struct Flush {};
struct WriteTime {};

/// The one writer of the database. Calls that have ended wait in the journal, which outlives this
/// process; they leave it when they are committed. So a crash at any moment loses none, and the
/// call's number as primary key sees to it that none is there twice.
class StoreProcess final : public runtime::ProcessCode {
 public:
  explicit StoreProcess(const ExchangeParts& parts) : parts_{&parts} {}

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;
  void terminate(runtime::Context& context, const runtime::ExitReason& reason) override;

 private:
  void write_later(runtime::Context& context);
  std::uint64_t write_all(runtime::Context& context);
  void complain(runtime::Context& context, std::string error);

  const ExchangeParts* parts_;
  std::optional<Database> database_;
  std::optional<std::string> complaint_;  ///< What the alarm says, until a write succeeds.
  bool timer_runs_ = false;
};

}  // namespace forlopp::exchange
