#include "scenarios/live/call_book.hpp"

#include <algorithm>

namespace forlopp::live {
namespace {

std::uint64_t number_of(callmodel::CallId call) {
  return static_cast<std::uint64_t>(call);
}

}  // namespace

void CallBook::began(callmodel::CallId call, runtime::Instant now) {
  ListedCall listed;
  if (journal_ != nullptr) {
    if (const auto open = journal_->find(call)) listed.record = open->record;
  }
  listed.record.call = call;
  listed.record.seized = now.time_since_epoch();
  touch(listed);
  last_begun_ = std::max(last_begun_, number_of(call));
  calls_.emplace_hint(calls_.end(), number_of(call), listed);
}

void CallBook::answered(const callmodel::CallRecord& record) {
  const auto found = calls_.find(number_of(record.call));
  if (found == calls_.end()) return;
  if (!found->second.answered && !found->second.ended) ++stable_;
  found->second.record = record;
  found->second.answered = true;
  touch(found->second);
}

void CallBook::ended(const callmodel::AttemptOutcome& outcome) {
  const auto found = calls_.find(number_of(outcome.call));
  if (found == calls_.end() || found->second.ended) return;
  ListedCall& call = found->second;
  call.record.ended = outcome.ended;
  call.record.cause = outcome.cause;
  call.ended = true;
  if (call.answered) --stable_;
  touch(call);
  ended_order_.push_back(found->first);
  if (ended_order_.size() > ended_max) drop_oldest();
}

void CallBook::drop_oldest() {
  const std::uint64_t call = ended_order_.front();
  ended_order_.pop_front();
  calls_.erase(call);
  dropped_.emplace_back(++version_, call);
  if (dropped_.size() <= dropped_max) return;
  dropped_known_since_ = dropped_.front().first;
  dropped_.pop_front();
}

/// What was dialled by those who got no answer is known from here on.
void CallBook::written(std::span<const exchange::EndedCall> calls) {
  for (const exchange::EndedCall& ended : calls) {
    const auto found = calls_.find(number_of(ended.record.call));
    if (found == calls_.end() || found->second.answered) continue;
    const callmodel::Cause cause = found->second.record.cause;
    found->second.record = ended.record;
    found->second.record.cause = cause;
    touch(found->second);
  }
}

void CallBook::crashed(std::uint64_t call) {
  const auto found = calls_.find(call);
  if (found == calls_.end()) return;
  found->second.crashed = true;
  touch(found->second);
}

const ListedCall* CallBook::find(std::uint64_t call) const {
  const auto found = calls_.find(call);
  return found == calls_.end() ? nullptr : &found->second;
}

void CallBook::look_up_numbers() {
  if (journal_ == nullptr) return;
  for (auto& [number, call] : calls_) {
    if (call.answered || call.ended || call.record.called.size() > 0) continue;
    const auto open = journal_->find(call.record.call);
    if (!open || open->record.called.size() == 0) continue;
    call.record.called = open->record.called;
    touch(call);
  }
}

std::optional<std::vector<std::uint64_t>> CallBook::dropped_since(std::uint64_t version) const {
  if (version < dropped_known_since_) return std::nullopt;
  const auto first = std::ranges::upper_bound(dropped_, version, {},
                                              [](const auto& dropped) { return dropped.first; });
  std::vector<std::uint64_t> calls;
  for (auto each = first; each != dropped_.end(); ++each) calls.push_back(each->second);
  return calls;
}

}  // namespace forlopp::live
