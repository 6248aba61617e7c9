#pragma once

#include <cstdint>

#include "runtime/observer.hpp"
#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::live {

/// What has happened since it was last told to forget, as far as a run may be stopped by it.
class Occurrences final : public runtime::Observer, public exchange::ExchangeObserver {
 public:
  void forget() { *this = {}; }

  /// Crashes, and what supervisors did about ended children; not that children start or end as
  /// they should.
  std::uint64_t supervisions() const { return supervisions_; }
  /// The highest level of recovery; -1: none.
  int level() const { return level_; }
  /// The worst that was raised; `cleared`: none.
  exchange::Severity alarm() const { return alarm_; }

  void crashed(const runtime::CrashReport&) override { ++supervisions_; }
  void supervised(const runtime::SupervisorReport& report) override;
  void recovered(const exchange::Recovery& recovery) override;
  void alarm_raised(const exchange::Alarm& alarm) override;

 private:
  std::uint64_t supervisions_ = 0;
  int level_ = -1;
  exchange::Severity alarm_ = exchange::Severity::cleared;
};

}  // namespace forlopp::live
