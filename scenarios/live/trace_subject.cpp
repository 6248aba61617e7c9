#include "scenarios/live/trace_subject.hpp"

#include <string_view>

#include "scenarios/live/process_state.hpp"

namespace forlopp::live {

using runtime::Label;
using runtime::Pid;
using Kind = runtime::TraceEvent::Kind;

bool TraceParty::has(Pid pid, const Label& label) const {
  if (subject_.kind == TraceSubject::Kind::call) return call_of(label) == subject_.call;
  return members_.contains(pid);
}

/// Its supervisor has started it again.
bool TraceParty::succeeds(const runtime::TraceEvent& spawned) const {
  return subject_.kind != TraceSubject::Kind::call && spawned.from == parent_ &&
         spawned.to_label.number == label_.number &&
         std::string_view{spawned.to_label.kind} == label_.kind;
}

bool TraceParty::joins(const runtime::TraceEvent& spawned) const {
  if (subject_.kind == TraceSubject::Kind::call) return call_of(spawned.to_label) == subject_.call;
  return subject_.kind == TraceSubject::Kind::supervisor && spawned.from == head_;
}

void TraceParty::note(const runtime::TraceEvent& event) {
  if (event.kind == Kind::ended) members_.erase(event.to);
  if (event.kind != Kind::spawned) return;
  const bool is_head = succeeds(event);
  if (is_head) head_ = event.to;
  if (is_head || joins(event)) members_.insert(event.to);
}

}  // namespace forlopp::live
