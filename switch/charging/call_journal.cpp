#include "switch/charging/call_journal.hpp"

#include <algorithm>
#include <utility>

#include "switch/supervision/exchange_observer.hpp"

namespace forlopp::exchange {
namespace {

using callmodel::Answered;
using callmodel::AttemptOutcome;
using callmodel::CallId;
using callmodel::CallRecord;
using callmodel::Cause;

std::size_t row(Cause cause) {
  return static_cast<std::size_t>(cause) % CallCounts::causes;
}

template <class Counts>
void add_to(Counts& sum, const Counts& more) {
  for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += more[at];
}

AttemptOutcome lost(const OpenCall& call, Cause cause, runtime::Instant now) {
  return {
      .call = call.record.call,
      .cause = cause,
      .reached = call.answered == Answered::yes ? callmodel::Pic::o_active : callmodel::Pic::o_null,
      .answered = call.answered,
      .digits = static_cast<std::uint8_t>(call.record.called.size()),
      .released_by = callmodel::ReleasedBy::network,
      .seized = call.record.seized,
      .ended = now.time_since_epoch(),
  };
}

}  // namespace

CallJournal::CallJournal(ExchangeObserver* observer)
    : observer_{observer}, shards_{std::make_unique<std::array<Shard, shard_count>>()} {}

CallJournal::Shard& CallJournal::shard_of(CallId call) const {
  return (*shards_)[static_cast<std::uint64_t>(call) % shard_count];
}

CallId CallJournal::begin(callmodel::PortId calling_port, const callmodel::Digits& calling,
                          runtime::Instant now) {
  const CallId call{last_call_.fetch_add(1, std::memory_order_relaxed) + 1};
  OpenCall open;
  open.record.call = call;
  open.record.calling = calling;
  open.record.calling_port = calling_port;
  open.record.seized = now.time_since_epoch();
  Shard& shard = shard_of(call);
  {
    const std::scoped_lock lock{shard.mutex};
    shard.open.emplace(static_cast<std::uint64_t>(call), open);
    ++shard.attempts;
  }
  if (observer_ != nullptr) observer_->attempt_began(call, now);
  return call;
}

void CallJournal::dialled(CallId call, const callmodel::Digits& called) {
  Shard& shard = shard_of(call);
  const std::scoped_lock lock{shard.mutex};
  const auto found = shard.open.find(static_cast<std::uint64_t>(call));
  if (found != shard.open.end()) found->second.record.called = called;
}

void CallJournal::answer(const CallRecord& record) {
  Shard& shard = shard_of(record.call);
  {
    const std::scoped_lock lock{shard.mutex};
    const auto found = shard.open.find(static_cast<std::uint64_t>(record.call));
    if (found == shard.open.end() || found->second.answered == Answered::yes) return;
    found->second = {record, Answered::yes};
    ++shard.answered;
    ++shard.talking;
  }
  if (observer_ != nullptr) observer_->call_answered(record);
}

StoreCall CallJournal::end(const AttemptOutcome& outcome, const CallRecord& facts) {
  Shard& shard = shard_of(outcome.call);
  {
    const std::scoped_lock lock{shard.mutex};
    if (shard.open.erase(static_cast<std::uint64_t>(outcome.call)) == 0) return StoreCall::needless;
    count_end(shard, outcome);
  }
  return announce(outcome, {facts, outcome.answered});
}

StoreCall CallJournal::abandon(CallId call, Cause cause, runtime::Instant now) {
  Shard& shard = shard_of(call);
  OpenCall open;
  AttemptOutcome outcome;
  {
    const std::scoped_lock lock{shard.mutex};
    const auto found = shard.open.find(static_cast<std::uint64_t>(call));
    if (found == shard.open.end()) return StoreCall::needless;
    open = found->second;
    outcome = lost(open, cause, now);
    shard.open.erase(found);
    count_end(shard, outcome);
  }
  open.record.cause = cause;
  open.record.ended = outcome.ended;
  open.record.released_by = outcome.released_by;
  return announce(outcome, {open.record, open.answered});
}

void CallJournal::count_end(Shard& shard, const AttemptOutcome& outcome) {
  const bool answered = outcome.answered == Answered::yes;
  auto& by_cause = answered ? shard.answered_by_cause : shard.failed_by_cause;
  ++by_cause[row(outcome.cause)];
  if (answered) --shard.talking;
}

StoreCall CallJournal::announce(const AttemptOutcome& outcome, const EndedCall& ended) {
  if (observer_ != nullptr) observer_->attempt_ended(outcome);
  return enqueue(ended);
}

StoreCall CallJournal::enqueue(const EndedCall& ended) {
  const std::scoped_lock lock{queue_mutex_};
  queue_.push_back(ended);
  return queue_.size() == 1 ? StoreCall::needed : StoreCall::needless;
}

std::optional<OpenCall> CallJournal::find(CallId call) const {
  const Shard& shard = shard_of(call);
  const std::scoped_lock lock{shard.mutex};
  const auto found = shard.open.find(static_cast<std::uint64_t>(call));
  if (found == shard.open.end()) return std::nullopt;
  return found->second;
}

template <class Wanted>
std::vector<OpenCall> CallJournal::open_calls_if(Wanted&& wanted) const {
  std::vector<OpenCall> calls;
  for (const Shard& shard : *shards_) {
    const std::scoped_lock lock{shard.mutex};
    for (const auto& [id, call] : shard.open) {
      if (wanted(call)) calls.push_back(call);
    }
  }
  std::ranges::sort(calls, {}, [](const OpenCall& call) { return call.record.call; });
  return calls;
}

std::vector<OpenCall> CallJournal::open_calls() const {
  return open_calls_if([](const OpenCall&) { return true; });
}

std::vector<OpenCall> CallJournal::open_calls_of(callmodel::PortId first, std::size_t ports) const {
  const auto from = static_cast<std::uint32_t>(first);
  const auto is_one = [=](std::uint32_t port) { return port - from < ports; };
  return open_calls_if([=](const OpenCall& call) {
    if (is_one(static_cast<std::uint32_t>(call.record.calling_port))) return true;
    const callmodel::Route& route = call.record.route;
    return call.answered == Answered::yes && route.kind == callmodel::RouteKind::line &&
           is_one(route.id);
  });
}

CallCounts CallJournal::counts() const {
  CallCounts sum;
  std::uint64_t open = 0;
  for (const Shard& shard : *shards_) {
    const std::scoped_lock lock{shard.mutex};
    sum.attempts += shard.attempts;
    sum.answered += shard.answered;
    sum.talking += shard.talking;
    open += shard.open.size();
    add_to(sum.failed_by_cause, shard.failed_by_cause);
    add_to(sum.answered_by_cause, shard.answered_by_cause);
  }
  for (const std::uint64_t count : sum.failed_by_cause) sum.failed += count;
  sum.in_progress = open - sum.talking;
  const std::scoped_lock lock{queue_mutex_};
  sum.written = written_;
  sum.waiting = queue_.size();
  return sum;
}

std::vector<EndedCall> CallJournal::to_write(std::size_t at_most) const {
  const std::scoped_lock lock{queue_mutex_};
  const auto count = static_cast<std::ptrdiff_t>(std::min(at_most, queue_.size()));
  return {queue_.begin(), queue_.begin() + count};
}

void CallJournal::committed(std::size_t count) {
  std::vector<EndedCall> written;
  {
    const std::scoped_lock lock{queue_mutex_};
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    written.assign(queue_.begin(), end);
    queue_.erase(queue_.begin(), end);
    written_ += count;
  }
  if (observer_ != nullptr) observer_->records_written(written);
}

}  // namespace forlopp::exchange
