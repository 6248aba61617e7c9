#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/gen_server.hpp"
#include "switch/charging/call_journal.hpp"
#include "switch/trunks/trunk_group.hpp"

namespace forlopp::exchange {

struct ExchangeParts;

/// Question to the measurement. Answer: `TrafficReport`, after the trunk groups have answered or
/// had a second to do so.
struct ReportTraffic {};
struct GroupTraffic {
  std::string name;
  std::uint16_t circuits = 0;
  std::uint16_t busy = 0;
  TrunkTraffic traffic{};
};
struct TrafficReport {
  CallCounts calls{};
  std::vector<GroupTraffic> groups{};  ///< In the order of the configuration; those that answered.
};

struct EnoughWaited {
  runtime::Ref question;
};

/// Puts together what the exchange has counted.
class TrafficMeasurement final : public runtime::GenServer<TrafficMeasurement> {
 public:
  using Calls = runtime::Messages<ReportTraffic>;
  using Infos = runtime::Messages<runtime::Reply<TrunkBooks>, EnoughWaited>;

  explicit TrafficMeasurement(const ExchangeParts& parts) : parts_{&parts} {}

  runtime::NoReply handle_call(runtime::Context& context, ReportTraffic&,
                               const runtime::From& from);
  void handle_info(runtime::Context& context, runtime::Reply<TrunkBooks>& books);
  void handle_info(runtime::Context& context, EnoughWaited& waited);

 private:
  struct Asked {
    runtime::From from;
    std::vector<runtime::Ref> open;
    std::vector<TrunkBooks> answers;
  };
  void answer(runtime::Context& context, Asked& asked) const;

  const ExchangeParts* parts_;
  std::vector<Asked> asked_;
};

}  // namespace forlopp::exchange
