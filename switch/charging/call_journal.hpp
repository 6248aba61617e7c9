#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "callmodel/call_record.hpp"
#include "callmodel/cause.hpp"
#include "callmodel/number.hpp"
#include "runtime/time.hpp"

namespace forlopp::exchange {

class ExchangeObserver;

/// A row of the table of calls: an attempt that has ended. Its `called` holds what was dialled.
struct EndedCall {
  callmodel::CallRecord record;
  callmodel::Answered answered = callmodel::Answered::no;
};

/// A call that has begun and not ended.
struct OpenCall {
  callmodel::CallRecord record;  ///< Complete from the answer on; before, numbers may be missing.
  callmodel::Answered answered = callmodel::Answered::no;
};

/// What the journal has counted since the exchange started. Always
/// attempts = answered + failed + in_progress, whatever crashed.
struct CallCounts {
  static constexpr std::size_t causes = 128;
  std::uint64_t attempts = 0;
  std::uint64_t answered = 0;     ///< Whatever ended them later.
  std::uint64_t failed = 0;       ///< Ended before an answer.
  std::uint64_t in_progress = 0;  ///< Begun, not yet answered, not ended.
  std::uint64_t talking = 0;      ///< Answered and not ended.
  std::uint64_t written = 0;      ///< Rows committed, or thrown away if there is no database.
  std::uint64_t waiting = 0;      ///< Ended, not yet committed.
  std::array<std::uint64_t, causes> failed_by_cause{};
  std::array<std::uint64_t, causes> answered_by_cause{};
};

/// Whether somebody has to tell the store that there is something to write.
enum class StoreCall : std::uint8_t { needless, needed };

/// The books of all calls: a table beside the processes, like a table of ETS, so that no crash of a
/// process loses or doubles an entry. A call is entered once, its answer once, its end once: the
/// first end counts, whoever reports it (the half-call, or whoever saw it die). Ended calls wait
/// here until the store says that they are committed. Thread-safe: values go in and come out by
/// copy.
class CallJournal {
 public:
  /// `observer` may be null; it is told on the thread that enters something.
  explicit CallJournal(ExchangeObserver* observer);

  /// A new call, entered as begun. Numbers are given from 1 and never again.
  callmodel::CallId begin(callmodel::PortId calling_port, const callmodel::Digits& calling,
                          runtime::Instant now);
  /// The number is complete. Before the answer this is all that is known of where a call goes, if
  /// its half cannot report any more.
  void dialled(callmodel::CallId call, const callmodel::Digits& called);
  void answer(const callmodel::CallRecord& record);
  /// The end as the originating half reports it.
  StoreCall end(const callmodel::AttemptOutcome& outcome, const callmodel::CallRecord& facts);
  /// The end of a call whose originating half cannot report it any more. Nothing if it has ended.
  StoreCall abandon(callmodel::CallId call, callmodel::Cause cause, runtime::Instant now);

  std::optional<OpenCall> find(callmodel::CallId call) const;
  /// By number of the call.
  std::vector<OpenCall> open_calls() const;
  /// Those that one of these ports makes, or talks in as the line that was called. By number.
  /// Looks at all of them: for after a restart.
  std::vector<OpenCall> open_calls_of(callmodel::PortId first, std::size_t ports) const;
  CallCounts counts() const;

  /// For the store: the oldest ended calls, at most so many; they stay until `committed`.
  std::vector<EndedCall> to_write(std::size_t at_most) const;
  void committed(std::size_t count);

 private:
  static constexpr std::size_t shard_count = 64;
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::uint64_t, OpenCall> open;
    std::uint64_t attempts = 0;
    std::uint64_t answered = 0;
    std::uint64_t talking = 0;
    std::array<std::uint64_t, CallCounts::causes> failed_by_cause{};
    std::array<std::uint64_t, CallCounts::causes> answered_by_cause{};
  };

  Shard& shard_of(callmodel::CallId call) const;
  template <class Wanted>
  std::vector<OpenCall> open_calls_if(Wanted&& wanted) const;
  StoreCall enqueue(const EndedCall& ended);
  static void count_end(Shard& shard, const callmodel::AttemptOutcome& outcome);
  StoreCall announce(const callmodel::AttemptOutcome& outcome, const EndedCall& ended);

  ExchangeObserver* observer_;
  std::atomic<std::uint64_t> last_call_{0};
  std::unique_ptr<std::array<Shard, shard_count>> shards_;
  mutable std::mutex queue_mutex_;
  std::deque<EndedCall> queue_;
  std::uint64_t written_ = 0;
};

}  // namespace forlopp::exchange
