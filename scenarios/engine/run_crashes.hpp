#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/observer.hpp"
#include "scenarios/engine/ladder.hpp"
#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// The first crashes of a run, each with the ladder that the black boxes of the crashed process and
/// of those that died with it give.
class CrashCollection {
 public:
  void add(const runtime::CrashReport& report);
  /// Processes that died of their own fault.
  std::uint64_t total() const { return total_; }
  std::vector<CrashReport> reports() const;

 private:
  static constexpr std::size_t kept_max = 20;

  struct Crash {
    CrashReport report;
    runtime::Pid pid{};
    std::vector<runtime::Pid> links{};
    std::vector<LadderStep> steps{};
  };
  static void add_steps(Crash& crash, const runtime::CrashReport& report);
  void add_linked(const runtime::CrashReport& report);

  std::uint64_t total_ = 0;
  std::vector<Crash> kept_{};
};

}  // namespace forlopp::scenario
