#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/live/books.hpp"

namespace forlopp::live {

/// The numbers that say at a glance how an exchange is.
struct Health {
  std::uint64_t calls_up = 0;
  std::uint64_t attempts = 0;      ///< Since the start.
  double attempts_per_second = 0;  ///< Of the last ten seconds of virtual time.
  double blocking = 0;             ///< Share of the last minute's attempts that found no circuit.
  std::optional<std::int64_t> setup_p95{};  ///< Nanoseconds; of the last ten to twenty seconds.
  std::uint64_t restarts = 0;               ///< By supervisors, since the start.
  std::uint32_t mailbox_max = 0;
  std::uint64_t alarms_critical = 0;
  std::uint64_t alarms_major = 0;
  std::uint64_t alarms_minor = 0;
};

Health health_of(const Books& books, std::uint32_t mailbox_max);

}  // namespace forlopp::live
