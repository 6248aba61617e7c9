#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/observer.hpp"

namespace forlopp::live {

/// The last crashes, each with its black box.
class CrashBook {
 public:
  static constexpr std::size_t kept_max = 1'000;

  void add(const runtime::CrashReport& report);
  /// Null if it has not crashed, or too many have since.
  const runtime::CrashReport* of(runtime::Pid pid) const;
  /// The newest of those that had this name or label; null if there is none.
  const runtime::CrashReport* of(std::string_view name) const;
  /// Of the half-calls of this call, oldest first.
  std::vector<const runtime::CrashReport*> of_call(std::uint64_t call) const;

 private:
  std::deque<runtime::CrashReport> kept_{};
};

}  // namespace forlopp::live
