#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/time.hpp"
#include "switch/maintenance/audit.hpp"

namespace forlopp::exchange {

struct AuditLaw {
  Law law{};
  std::uint64_t audits = 0;         ///< How often it was looked at since the exchange started.
  std::vector<std::string> broken;  ///< What was wrong, whenever that was; empty: it always held.
};
struct AuditReport {
  std::vector<AuditLaw> laws{};  ///< All of them, in their order.
  std::uint64_t repaired = 0;    ///< Calls without a half-call that audits ended, so far.
  std::uint64_t unanswered =
      0;  ///< Who lives and said nothing in the last audit: it proves little.
  bool all_hold() const {
    for (const AuditLaw& law : laws) {
      if (!law.broken.empty()) return false;
    }
    return unanswered == 0;
  }
};

/// What came out of one audit.
struct AuditOutcome {
  runtime::Instant when{};
  std::vector<Finding> findings{};  ///< Those that lasted and could not be put right.
  std::uint64_t repaired = 0;
  std::uint64_t unanswered = 0;
};

/// What all audits have found: a table beside the auditor, so that nothing found is forgotten when
/// a later audit finds nothing, or when the auditor crashes. Thread-safe.
class AuditTrail {
 public:
  void add(const AuditOutcome& outcome);
  AuditReport report() const;

 private:
  struct Broken {
    std::vector<std::string> subjects;  ///< Each is told of once.
    std::vector<std::string> texts;
  };

  mutable std::mutex mutex_;
  std::uint64_t audits_ = 0;
  std::uint64_t repaired_ = 0;
  std::uint64_t unanswered_ = 0;
  std::array<Broken, law_count> broken_{};
};

}  // namespace forlopp::exchange
