#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "callmodel/call_record.hpp"
#include "runtime/time.hpp"
#include "switch/charging/call_journal.hpp"

namespace forlopp::live {

/// A call as a list of calls shows it. What is not known yet of its record is zero.
struct ListedCall {
  callmodel::CallRecord record{};
  bool answered = false;
  bool ended = false;
  bool crashed = false;  ///< One of its half-calls did, of its own fault.
  std::uint64_t version = 0;
};

/// All living calls, and the last of those that have ended. Who shows them asks what has changed
/// since a version.
class CallBook {
 public:
  static constexpr std::size_t ended_max = 1'000;
  using Calls = std::map<std::uint64_t, ListedCall>;

  /// Where numbers can be looked up; outlives the calls.
  void look_up_in(const exchange::CallJournal& journal) { journal_ = &journal; }

  void began(callmodel::CallId call, runtime::Instant now);
  void answered(const callmodel::CallRecord& record);
  void ended(const callmodel::AttemptOutcome& outcome);
  void written(std::span<const exchange::EndedCall> calls);
  void crashed(std::uint64_t call);

  const Calls& calls() const { return calls_; }
  /// Null if it is not known, or not any more.
  const ListedCall* find(std::uint64_t call) const;
  /// The greatest number that a call has had; 0: there was none.
  std::uint64_t last_begun() const { return last_begun_; }
  std::uint64_t living() const { return calls_.size() - ended_order_.size(); }
  /// Living calls that have been answered.
  std::uint64_t stable() const { return stable_; }
  std::uint64_t version() const { return version_; }
  /// Looks up what those who are still dialling have dialled.
  void look_up_numbers();
  /// Those dropped from the list since a version; nothing if that is too long ago to know.
  std::optional<std::vector<std::uint64_t>> dropped_since(std::uint64_t version) const;

 private:
  static constexpr std::size_t dropped_max = 10'000;

  void touch(ListedCall& call) { call.version = ++version_; }
  void drop_oldest();

  const exchange::CallJournal* journal_ = nullptr;
  Calls calls_{};
  std::deque<std::uint64_t> ended_order_{};
  std::deque<std::pair<std::uint64_t, std::uint64_t>> dropped_{};  ///< Version, call.
  std::uint64_t last_begun_ = 0;
  std::uint64_t stable_ = 0;
  std::uint64_t dropped_known_since_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace forlopp::live
