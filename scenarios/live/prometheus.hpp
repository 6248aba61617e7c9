#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "scenarios/live/health.hpp"

namespace forlopp::live {

/// What monitoring systems gather, as of one moment.
struct Gauges {
  struct Group {
    std::string name;
    std::uint64_t circuits = 0;
    std::uint64_t busy = 0;
    std::uint64_t offered = 0;
    std::uint64_t blocked = 0;
  };
  Health health{};
  std::int64_t vtime = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
  std::uint64_t blocked = 0;
  std::uint64_t processes = 0;
  std::uint64_t messages = 0;
  std::vector<Group> groups{};
};
/// In Prometheus' text format, version 0.0.4.
std::string prometheus_text(const Gauges& gauges);

/// The last gauges: the run's thread sets them, any thread reads them.
class Metrics {
 public:
  void set(Gauges gauges);
  std::string text() const;

 private:
  mutable std::mutex mutex_;
  Gauges gauges_{};
};

}  // namespace forlopp::live
