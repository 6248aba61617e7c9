#pragma once

#include <vector>

#include "runtime/gen_server.hpp"
#include "switch/alarms/alarm_messages.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Keeps the active alarms: one for each object and probable cause. An alarm of a part is marked as
/// suppressed while its whole has one that explains it: of a pulled card, its lines' need no
/// action. After a crash its books are empty; what is still wrong is raised again by whoever looks
/// after it.
class AlarmKeeper final : public runtime::GenServer<AlarmKeeper> {
 public:
  using Calls = runtime::Messages<ListAlarms>;
  using Infos = runtime::Messages<RaiseAlarm, ClearAlarm>;

  explicit AlarmKeeper(const ExchangeParts& parts) : parts_{&parts} {}

  std::vector<Alarm> handle_call(runtime::Context&, ListAlarms&, const runtime::From&) {
    return active_;
  }
  void handle_info(runtime::Context& context, RaiseAlarm& raise);
  void handle_info(runtime::Context& context, ClearAlarm& clear);

 private:
  using Position = std::vector<Alarm>::iterator;
  Position find(const std::string& object, ProbableCause cause);
  bool is_explained(const std::string& object) const;
  void correlate();

  const ExchangeParts* parts_;
  std::vector<Alarm> active_{};
};

}  // namespace forlopp::exchange
