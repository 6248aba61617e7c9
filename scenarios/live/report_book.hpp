#pragma once

#include <deque>
#include <vector>

#include "runtime/observer.hpp"

namespace forlopp::live {

/// The last things that supervisors did about children that did not just end in order.
class ReportBook {
 public:
  static constexpr std::size_t kept_max = 1'000;

  void note(const runtime::SupervisorReport& report);
  /// What was done about a process by this pid, and right after that about the same child, oldest
  /// first.
  std::vector<const runtime::SupervisorReport*> about(runtime::Pid pid) const;

 private:
  std::deque<runtime::SupervisorReport> kept_{};
};

}  // namespace forlopp::live
