#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::test {

/// Writes down, for each call, what an exchange says of it, on whatever thread.
class Ledger final : public exchange::ExchangeObserver {
 public:
  void attempt_began(callmodel::CallId call, runtime::Instant now) override;
  void call_answered(const callmodel::CallRecord& record) override;
  void attempt_ended(const callmodel::AttemptOutcome& outcome) override;
  void records_written(std::span<const exchange::EndedCall> calls) override;
  void recovered(const exchange::Recovery& recovery) override;

  std::uint64_t calls() const;
  std::uint64_t recoveries() const;
  /// Calls that did not begin once, end once with one cause, and become one record that tells the
  /// same; empty when the exchange is quiet and all is well.
  std::vector<std::string> irregular_calls() const;

 private:
  struct Entry {
    unsigned began = 0;
    unsigned answered = 0;
    unsigned ended = 0;
    unsigned written = 0;
    unsigned answered_in_record = 0;
    callmodel::Cause cause = callmodel::Cause::none;
    callmodel::Cause cause_in_record = callmodel::Cause::none;

    bool is_regular() const;
  };

  mutable std::mutex mutex_;
  std::map<callmodel::CallId, Entry> entries_;
  std::uint64_t recoveries_ = 0;
};

}  // namespace forlopp::test
