#include "tests/support/ledger.hpp"

#include <fmt/format.h>

#include "switch/charging/call_journal.hpp"

namespace forlopp::test {

using callmodel::Answered;
using callmodel::Cause;

void Ledger::attempt_began(callmodel::CallId call, runtime::Instant) {
  const std::scoped_lock lock{mutex_};
  ++entries_[call].began;
}

void Ledger::call_answered(const callmodel::CallRecord& record) {
  const std::scoped_lock lock{mutex_};
  ++entries_[record.call].answered;
}

void Ledger::attempt_ended(const callmodel::AttemptOutcome& outcome) {
  const std::scoped_lock lock{mutex_};
  Entry& entry = entries_[outcome.call];
  ++entry.ended;
  entry.cause = outcome.cause;
}

void Ledger::records_written(std::span<const exchange::EndedCall> calls) {
  const std::scoped_lock lock{mutex_};
  for (const exchange::EndedCall& call : calls) {
    Entry& entry = entries_[call.record.call];
    ++entry.written;
    if (call.answered == Answered::yes) ++entry.answered_in_record;
    entry.cause_in_record = call.record.cause;
  }
}

void Ledger::recovered(const exchange::Recovery&) {
  const std::scoped_lock lock{mutex_};
  ++recoveries_;
}

std::uint64_t Ledger::calls() const {
  const std::scoped_lock lock{mutex_};
  return entries_.size();
}

std::uint64_t Ledger::recoveries() const {
  const std::scoped_lock lock{mutex_};
  return recoveries_;
}

bool Ledger::Entry::is_regular() const {
  return began == 1 && answered <= 1 && ended == 1 && written == 1 &&
         answered_in_record == answered && cause != Cause::none && cause_in_record == cause;
}

std::vector<std::string> Ledger::irregular_calls() const {
  const std::scoped_lock lock{mutex_};
  std::vector<std::string> irregular;
  for (const auto& [call, entry] : entries_) {
    if (entry.is_regular()) continue;
    irregular.push_back(fmt::format(
        "call {} began {} times, was answered {} times, ended {} times (cause {}), is {} records "
        "(cause {}), {} of them answered",
        static_cast<std::uint64_t>(call), entry.began, entry.answered, entry.ended,
        static_cast<int>(entry.cause), entry.written, static_cast<int>(entry.cause_in_record),
        entry.answered_in_record));
  }
  return irregular;
}

}  // namespace forlopp::test
