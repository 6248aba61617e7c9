#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "runtime/pid.hpp"
#include "runtime/spawn.hpp"
#include "runtime/trace_event.hpp"

namespace forlopp::live {

/// What somebody wants to see in full: a call, which is its half-calls; a process and its
/// successors; a supervisor with its children.
struct TraceSubject {
  enum class Kind : std::uint8_t { call, process, supervisor };
  Kind kind = Kind::call;
  std::uint64_t call = 0;
  runtime::Pid pid{};  ///< Of the process or supervisor, as it was asked for.
  bool operator==(const TraceSubject&) const = default;
};

/// Who belongs to a subject, while processes come and go.
class TraceParty {
 public:
  /// `label` and `parent` are those of the subject's process, `members` who is there already.
  TraceParty(TraceSubject subject, runtime::Label label, runtime::Pid parent,
             std::set<runtime::Pid> members)
      : subject_{subject},
        head_{subject.pid},
        label_{label},
        parent_{parent},
        members_{std::move(members)} {}

  const TraceSubject& subject() const { return subject_; }
  runtime::Pid head() const { return head_; }
  bool has(runtime::Pid pid, const runtime::Label& label) const;
  /// Takes note of who begins and who has ended.
  void note(const runtime::TraceEvent& event);
  bool lives() const { return !members_.empty(); }

 private:
  bool succeeds(const runtime::TraceEvent& spawned) const;
  bool joins(const runtime::TraceEvent& spawned) const;

  TraceSubject subject_;
  runtime::Pid head_;  ///< Who is the subject's process now.
  runtime::Label label_;
  runtime::Pid parent_;
  std::set<runtime::Pid> members_;
};

}  // namespace forlopp::live
