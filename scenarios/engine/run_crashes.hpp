#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/ladder.hpp"
#include "runtime/observer.hpp"
#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// The crashes of a run: those of half-calls, each of which is a call lost, and the first ones of
/// other processes, each with the ladder that the black boxes of the crashed process and of those
/// that died with it give. Processes that a crashed supervisor pulls along are no crashes of their
/// own: its report names them.
class CrashCollection {
 public:
  void add(const runtime::CrashReport& report);
  /// Processes that died of their own fault.
  std::uint64_t total() const { return total_; }
  /// In the order in which they happened.
  std::vector<CrashReport> reports() const;

 private:
  static constexpr std::size_t half_calls_max = 300;
  static constexpr std::size_t others_max = 20;

  struct Crash {
    CrashReport report;
    runtime::Pid pid{};
    std::vector<runtime::Pid> links{};
    std::vector<runtime::LadderStep> steps{};
    std::vector<runtime::Pid> pulled_along{};
    std::string names_pulled_along{};
  };
  static void add_steps(Crash& crash, const runtime::CrashReport& report);
  void add_linked(const runtime::CrashReport& report);
  bool is_pulled_along(const runtime::CrashReport& report);
  bool has_room_for(const runtime::CrashReport& report);

  std::uint64_t total_ = 0;
  std::size_t half_calls_ = 0;
  std::size_t others_ = 0;
  std::vector<Crash> kept_{};
};

}  // namespace forlopp::scenario
