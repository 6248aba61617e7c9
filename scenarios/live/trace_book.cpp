#include "scenarios/live/trace_book.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace forlopp::live {

using runtime::SupervisorReport;

namespace {

TraceSubject subject_of(const Trace& trace) {
  return trace.party().subject();
}

}  // namespace

void TraceBook::start_anew(const runtime::SimulatedNode& node) {
  node_ = &node;
  traces_.clear();
  recent_.clear();
}

void TraceBook::traced(const runtime::TraceEvent& event) {
  if (node_ == nullptr || !wants_trace()) return;
  const RecentSteps::News news = recent_.note(event, *node_);
  if (news.step == nullptr) return;
  for (Trace& trace : traces_) {
    if (trace.records()) trace.take(event, news, recent_);
  }
}

void TraceBook::supervised(const SupervisorReport& report) {
  if (report.kind != SupervisorReport::Kind::child_restarted) return;
  for (Trace& trace : traces_) {
    if (trace.records()) trace.restarted(report);
  }
}

void TraceBook::begin(TraceParty party, std::vector<TracedStep> before) {
  const auto same = std::ranges::find(traces_, party.subject(), subject_of);
  if (same != traces_.end() && same->records()) return;
  if (same != traces_.end()) traces_.erase(same);
  if (traces_.size() == traces_max) traces_.pop_front();
  traces_.emplace_back(std::move(party), node_->now(), std::move(before));
}

bool TraceBook::end(const TraceSubject& subject) {
  const auto found = std::ranges::find(traces_, subject, subject_of);
  if (found == traces_.end() || !found->records()) return false;
  found->stop();
  if (!wants_trace()) recent_.clear();
  return true;
}

void TraceBook::pass(runtime::Instant now) {
  const bool wanted = wants_trace();
  for (Trace& trace : traces_) trace.pass(now);
  if (wanted && !wants_trace()) recent_.clear();
}

bool TraceBook::wants_trace() const {
  return std::ranges::any_of(traces_, &Trace::records);
}

const Trace* TraceBook::find(const TraceSubject& subject) const {
  const auto found = std::ranges::find(traces_, subject, subject_of);
  return found == traces_.end() ? nullptr : &*found;
}

const Trace* TraceBook::find(runtime::Pid process) const {
  for (const Trace& trace : std::views::reverse(traces_)) {
    if (trace.party().subject().kind == TraceSubject::Kind::call) continue;
    if (trace.party().head() == process || trace.party().subject().pid == process) return &trace;
  }
  return nullptr;
}

const Trace* TraceBook::with_step(std::uint64_t step) const {
  const auto found = std::ranges::find_if(
      traces_, [&](const Trace& trace) { return trace.find(step) != nullptr; });
  return found == traces_.end() ? nullptr : &*found;
}

}  // namespace forlopp::live
