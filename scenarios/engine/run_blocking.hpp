#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hwsim/trunk_bids.hpp"
#include "scenarios/engine/scenario.hpp"
#include "scenarios/engine/statistics_blocking.hpp"
#include "scenarios/engine/statistics_level.hpp"

namespace forlopp::scenario {

/// What the trunk groups, and the traffic classes that use them, were offered and refused.
class BlockingLog final : public hwsim::TrunkBids {
 public:
  /// Batches of ten mean holding times of the slowest class.
  explicit BlockingLog(const Scenario& scenario);

  /// The warm-up is over.
  void restart(Duration now);
  /// A call looked for a circuit of this group, counted from 0.
  void sought(std::size_t group, Duration now, AttemptResult result);
  void busy(std::size_t group, Duration now, std::uint32_t circuits);
  /// An attempt over trunks of this class, counted from 0, got through or not.
  void attempted(std::size_t traffic_class, Duration now, AttemptResult result);

  void bid(hal::TrunkGroupNumber group, runtime::Instant now, hwsim::Bid bid) override;
  void refused(hal::TrunkGroupNumber group, runtime::Instant now, hal::CauseValue cause) override;

  /// Groups first, then classes that were offered to trunks, with what theory says of them.
  std::vector<BlockingResult> results(Duration end) const;
  /// Of the groups by which somebody wanted to call.
  std::vector<IncomingResult> incoming() const;
  /// Only what is measured of this group or class: enough to know whether it is precise.
  std::optional<BlockingResult> result_of(const std::string& name, Duration end) const;

 private:
  struct Stream {
    std::string name;
    int circuits = 0;
    BlockingEstimator estimator;
    LevelMeter busy{};
  };
  struct Incoming {
    BlockingEstimator estimator;
    std::uint64_t refused = 0;
  };
  BlockingResult result(const Stream& stream, Duration end) const;

  const Scenario& scenario_;
  std::vector<Stream> groups_{};
  std::vector<Stream> classes_{};
  std::vector<Incoming> incoming_{};  ///< By group.
  Duration measured_from_{};
};

}  // namespace forlopp::scenario
