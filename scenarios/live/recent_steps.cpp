#include "scenarios/live/recent_steps.hpp"

#include "runtime/process_glance.hpp"
#include "scenarios/live/message_body.hpp"

namespace forlopp::live {
namespace {

using runtime::Label;
using runtime::Pid;
using runtime::TraceEvent;
using Kind = TraceEvent::Kind;

std::string name_of(Label label, Pid pid) {
  if (*label.kind != '\0') return to_string(label);
  return pid ? to_string(pid) : std::string{};
}

StepKind kind_of(Kind kind) {
  switch (kind) {
    case Kind::timer_started:
    case Kind::timed_out: return StepKind::timer;
    case Kind::signalled:
    case Kind::acted_on: return StepKind::signal;
    case Kind::spawned: return StepKind::spawn;
    case Kind::ended: return StepKind::exit;
    case Kind::sent:
    case Kind::handled:
    case Kind::registered:
    case Kind::unregistered: return StepKind::message;
  }
  return StepKind::message;
}

bool is_arrival(Kind kind) {
  return kind == Kind::handled || kind == Kind::acted_on;
}

bool takes_no_time(Kind kind) {
  return kind == Kind::spawned || kind == Kind::ended || kind == Kind::timed_out;
}

TracedStep step_of(const TraceEvent& event) {
  TracedStep step{.id = event.id,
                  .kind = kind_of(event.kind),
                  .from = event.from,
                  .to = event.to,
                  .from_label = name_of(event.from_label, event.from),
                  .to_label = name_of(event.to_label, event.to),
                  .type = std::string{event.what}};
  if (event.kind == Kind::timed_out) step.type = "time-out";
  if (!step.from) step.from_label = event.kind == Kind::timed_out ? step.to_label : "timer";
  if (!is_arrival(event.kind)) step.sent = event.when;
  if (takes_no_time(event.kind)) step.handled = event.when;
  if (event.message != nullptr) {
    step.type = std::string{innermost(event.what)};
    step.body = body_of(*event.message);
  }
  return step;
}

}  // namespace

const RecentSteps::Entry* RecentSteps::known(std::uint64_t event) const {
  if (event == 0 || ring_.empty()) return nullptr;
  const Entry& entry = ring_[event % kept];
  return entry.event == event ? &entry : nullptr;
}

std::uint64_t RecentSteps::step_of(std::uint64_t event) const {
  const Entry* entry = known(event);
  return entry == nullptr ? 0 : entry->step;
}

const TracedStep* RecentSteps::find(std::uint64_t step) const {
  const Entry* entry = known(step);
  return entry == nullptr || entry->step != step ? nullptr : &entry->told;
}

RecentSteps::News RecentSteps::note(const TraceEvent& event, const runtime::SimulatedNode& node) {
  if (event.kind == Kind::registered || event.kind == Kind::unregistered) return {};
  if (ring_.empty()) ring_.resize(kept);
  return is_arrival(event.kind) ? arrive(event, node) : begin(event);
}

RecentSteps::News RecentSteps::begin(const TraceEvent& event) {
  const std::uint64_t cause = step_of(event.cause);
  Entry& begun = entry(event.id);
  begun = {.event = event.id, .step = event.id, .told = live::step_of(event)};
  begun.told.cause = cause;
  return {&begun.told};
}

/// Its cause is its sending, unless it was made of something else that had arrived.
RecentSteps::News RecentSteps::arrive(const TraceEvent& event, const runtime::SimulatedNode& node) {
  const bool is_overwritten = event.id % kept == event.cause % kept;
  const Entry* sending = is_overwritten ? nullptr : known(event.cause);
  const bool was_sent = sending != nullptr && sending->step == event.cause;
  const bool is_old = sending == nullptr && event.cause != 0;
  if (sending != nullptr && !was_sent) {
    const News made = begin(event);
    made.step->sent.reset();
    made.step->handled = event.when;
    return made;
  }
  TracedStep& step = was_sent ? entry(event.cause).told : old_;
  if (!was_sent) step = live::step_of(event);
  if (is_old) step.id = event.cause;
  step.handled = event.when;
  if (step.kind != StepKind::signal) step.waiting = messages_waiting(node, event.to);
  entry(event.id) = {.event = event.id, .step = step.id};
  return {&step, was_sent || is_old};
}

}  // namespace forlopp::live
