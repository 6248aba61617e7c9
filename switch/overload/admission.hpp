#pragma once

#include <cstdint>

#include "runtime/gen_server.hpp"
#include "switch/overload/admission_share.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to the regulator. Answer: `AdmissionState`.
struct ReportAdmission {};
struct AdmissionState {
  double share = 1.0;            ///< Of the originations.
  runtime::Duration lateness{};  ///< Of the last measurement.
};

/// To itself: it is time to measure. What it says about the time it was due is the measurement.
struct Measure {
  runtime::Instant due;
};

/// The regulator of overload. Asks for a message at a certain time and sees how late it is handled:
/// that long everything waits for the processor now. Tells the cards what share of their
/// originations to admit; they refuse the others where it costs least.
class Admission final : public runtime::GenServer<Admission> {
 public:
  using Calls = runtime::Messages<ReportAdmission>;
  using Infos = runtime::Messages<Measure>;

  explicit Admission(const ExchangeParts& parts) : parts_{&parts} {}

  void init(runtime::Context& context) override { measure_later(context); }
  AdmissionState handle_call(runtime::Context&, ReportAdmission&, const runtime::From&);
  void handle_info(runtime::Context& context, Measure& measure);

 private:
  void measure_later(runtime::Context& context);
  void tell_cards(runtime::Context& context);
  void update_alarm(runtime::Context& context);

  enum class Congestion : std::uint8_t { none, announced };

  const ExchangeParts* parts_;
  AdmissionShare control_{};
  runtime::Duration lateness_{};
  std::uint32_t told_ = 65'536;
  std::uint32_t quiet_rounds_ = 0;
  Congestion congestion_ = Congestion::none;
};

}  // namespace forlopp::exchange
