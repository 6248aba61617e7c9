#pragma once

#include <cstdint>

#include "runtime/gen_server.hpp"
#include "switch/alarms/alarm_messages.hpp"
#include "switch/overload/admission.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to the regulator. Answer: `LoadReport`.
struct ReportLoad {};
struct LoadReport {
  runtime::Duration lateness{};
  double offered_rate = 0;
  double admitted_rate_max = 0;
  std::uint32_t admitted_of_65536 = Admission::all;
};

/// To itself: how late it is handled is how long messages wait for the processor.
struct Probe {
  runtime::Instant sent;
};
struct RegulatorTick {};

/// Measures how late the node's processor is, and tells cards and trunk groups which share of new
/// calls they may admit. They refuse the others themselves, before anything has been spent on them.
class LoadRegulator final : public runtime::GenServer<LoadRegulator> {
 public:
  using Calls = runtime::Messages<ReportLoad>;
  using Infos = runtime::Messages<Probe, RegulatorTick, RaiseAlarmsAgain>;

  explicit LoadRegulator(const ExchangeParts& parts);

  void init(runtime::Context& context) override;
  LoadReport handle_call(runtime::Context&, ReportLoad&, const runtime::From&);
  void handle_info(runtime::Context& context, Probe& probe);
  void handle_info(runtime::Context& context, RegulatorTick&);
  void handle_info(runtime::Context& context, RaiseAlarmsAgain&);

 private:
  void regulate(runtime::Context& context);
  void tell_all(runtime::Context& context);
  static void raise_alarm(runtime::Context& context);
  void tell_alarms(runtime::Context& context);

  const ExchangeParts* parts_;
  Admission admission_;
  runtime::Instant interval_began_;
  runtime::Duration lateness_sum_{};
  runtime::Duration lateness_{};
  std::uint32_t probes_ = 0;
  std::uint32_t ticks_ = 0;
  std::uint64_t attempts_before_ = 0;
  std::uint32_t share_ = Admission::all;
  std::uint32_t told_share_ = Admission::all;
  std::uint32_t intervals_unlike_alarm_ = 0;
  bool alarm_raised_ = false;
};

}  // namespace forlopp::exchange
