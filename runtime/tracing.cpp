#include "runtime/internal/tracing.hpp"

#include <algorithm>
#include <array>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/lent_message.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/internal/runtime_signals.hpp"
#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {
namespace {

using Kind = TraceEvent::Kind;

/// Whose side of an event a tracer sees, and which flag asks for it.
struct View {
  Kind kind;
  Pid TraceEvent::*process;
  Pid TraceEvent::*other;
  bool TraceFlags::*flag;
};
constexpr std::array views{
    View{Kind::sent, &TraceEvent::from, &TraceEvent::to, &TraceFlags::sends},
    View{Kind::timer_started, &TraceEvent::from, &TraceEvent::to, &TraceFlags::sends},
    View{Kind::handled, &TraceEvent::to, &TraceEvent::from, &TraceFlags::receives},
    View{Kind::timed_out, &TraceEvent::to, &TraceEvent::from, &TraceFlags::receives},
    View{Kind::signalled, &TraceEvent::from, &TraceEvent::to, &TraceFlags::process_events},
    View{Kind::acted_on, &TraceEvent::to, &TraceEvent::from, &TraceFlags::process_events},
    View{Kind::spawned, &TraceEvent::from, &TraceEvent::to, &TraceFlags::process_events},
    View{Kind::spawned, &TraceEvent::to, &TraceEvent::from, &TraceFlags::process_events},
    View{Kind::ended, &TraceEvent::to, &TraceEvent::from, &TraceFlags::process_events},
    View{Kind::registered, &TraceEvent::to, &TraceEvent::from, &TraceFlags::process_events},
    View{Kind::unregistered, &TraceEvent::to, &TraceEvent::from, &TraceFlags::process_events},
};

Label label_in(Node& node, Pid pid) {
  const Process* process = pid ? node.processes().find(pid) : nullptr;
  return process == nullptr ? Label{.kind = ""} : process->label();
}

}  // namespace

void Tracing::observe(bool on) {
  const std::scoped_lock lock{mutex_};
  observed_ = on;
  listeners_changed();
}

void Tracing::listeners_changed() {
  const bool wanted = observed_ || !traced_.empty();
  if (!wanted) origins_.clear();
  if (wanted) {
    interests_ |= Node::tracing_interest;
  } else {
    interests_ &= static_cast<Node::Interests>(~Node::tracing_interest);
  }
}

bool Tracing::set(Pid tracer, Pid process, const TraceFlags& flags) {
  const std::scoped_lock lock{mutex_};
  if (tracer == process || !node_.is_alive(process)) return false;
  const auto known = traced_.find(process);
  const bool others = known != traced_.end() && known->second.tracer != tracer &&
                      node_.is_alive(known->second.tracer);
  if (others) return false;
  traced_[process] = {tracer, flags};
  listeners_changed();
  return true;
}

bool Tracing::clear(Pid tracer, Pid process) {
  const std::scoped_lock lock{mutex_};
  const auto known = traced_.find(process);
  if (known == traced_.end() || known->second.tracer != tracer) return false;
  traced_.erase(known);
  listeners_changed();
  return true;
}

std::optional<TraceSettings> Tracing::settings(Pid process) {
  const std::scoped_lock lock{mutex_};
  const auto known = traced_.find(process);
  if (known == traced_.end() || !node_.is_alive(known->second.tracer)) return {};
  return known->second;
}

std::uint64_t Tracing::tell(TraceEvent event) {
  const trap::RuntimeScope scope;
  const std::scoped_lock lock{mutex_};
  return tell_locked(event);
}

std::uint64_t Tracing::tell_cause_of(Expected expected, TraceEvent event) {
  const trap::RuntimeScope scope;
  const std::scoped_lock lock{mutex_};
  const std::uint64_t id = tell_locked(event);
  origins_[expected] = id;
  return id;
}

std::uint64_t Tracing::tell_effect_of(Expected expected, TraceEvent event) {
  const trap::RuntimeScope scope;
  const std::scoped_lock lock{mutex_};
  event.cause = recall_locked(expected);
  return tell_locked(event);
}

std::uint64_t Tracing::tell_locked(TraceEvent& event) {
  event.when = node_.now();
  event.id = ++last_id_;
  event.from_label = label_in(node_, event.from);
  event.to_label = label_in(node_, event.to);
  if (observed_) node_.observer()->traced(event);
  if (!traced_.empty()) show_to_tracers(event);
  return event.id;
}

void Tracing::show_to_tracers(const TraceEvent& event) {
  if (event.kind == Kind::spawned) inherit(event.from, event.to, &TraceFlags::spawned);
  const bool links = event.kind == Kind::signalled && event.what == "Link";
  if (links) inherit(event.from, event.to, &TraceFlags::linked);
  for (const View& view : views) {
    if (view.kind != event.kind) continue;
    const auto traced = traced_.find(event.*view.process);
    if (traced != traced_.end() && traced->second.flags.*view.flag)
      report(event.*view.process, event.*view.other, event);
  }
  if (event.kind == Kind::ended) traced_.erase(event.to);
  listeners_changed();
}

void Tracing::report(Pid process, Pid other, const TraceEvent& event) {
  const auto traced = traced_.find(process);
  const Pid tracer = traced->second.tracer;
  if (!node_.is_alive(tracer)) {
    traced_.erase(traced);
    return;
  }
  Envelope* envelope = Message::of(TraceReport{.id = event.id,
                                               .cause = event.cause,
                                               .when = event.when,
                                               .kind = event.kind,
                                               .process = process,
                                               .other = other,
                                               .what = std::string{event.what},
                                               .text = text_of(event)})
                           .release();
  envelope->target = tracer;
  inbox::deliver(node_, envelope);
}

void Tracing::inherit(Pid from, Pid to, TraceHeirs TraceFlags::*heirs) {
  const auto traced = traced_.find(from);
  if (traced == traced_.end() || traced->second.flags.*heirs == TraceHeirs::none) return;
  if (to == traced->second.tracer || traced_.contains(to)) return;
  const bool only_first = traced->second.flags.*heirs == TraceHeirs::first;
  if (only_first) traced->second.flags.*heirs = TraceHeirs::none;
  traced_[to] = traced->second;
}

void Tracing::remember(Expected expected, std::uint64_t id) {
  const trap::RuntimeScope scope;
  const std::scoped_lock lock{mutex_};
  origins_[expected] = id;
}

std::uint64_t Tracing::recall(Expected expected) {
  const std::scoped_lock lock{mutex_};
  return recall_locked(expected);
}

std::uint64_t Tracing::recall_locked(const Expected& expected) {
  const auto known = origins_.extract(expected);
  return known.empty() ? 0 : known.mapped();
}

namespace tracing {
namespace {

using Later = Tracing::Later;

thread_local std::uint64_t current_cause = 0;
/// What the process that ran last on this thread did last.
thread_local Pid latest_process{};
thread_local std::uint64_t latest_event = 0;

std::uint64_t latest(const Process& process, std::uint64_t event) {
  latest_process = process.pid();
  return latest_event = event;
}

TraceEvent with(const Message& message, TraceEvent event) {
  event.what = short_name(message.type());
  if (!message.type().is_signal) event.message = &message;
  return event;
}

void set_out(Node& node, const Message& message, TraceEvent event) {
  event.cause = current_cause;
  node.tracing().tell_cause_of({message.value(), Later::arrive}, with(message, event));
}

std::uint64_t arrived(Node& node, const Envelope& envelope, Kind kind) {
  const LentMessage arrived{envelope};
  const TraceEvent event{.kind = kind, .from = envelope.sender, .to = envelope.target};
  return node.tracing().tell_effect_of({arrived.message.value(), Later::arrive},
                                       with(arrived.message, event));
}

/// A message keeps the place of its value, whatever carries it.
const void* value_of(const Envelope& envelope) {
  return &envelope + 1;
}

template <class... Signals>
bool is_one_of(const Envelope& envelope) {
  return ((envelope.type == &message_type<Signals>) || ...);
}

/// The rest is how the runtime does its work.
bool is_told(const Envelope& envelope) {
  using namespace signal;
  return is_one_of<Link, Unlink, ExitSignal, Monitor, Demonitor, DownSignal>(envelope);
}

}  // namespace

Because::Because(std::uint64_t cause) : before_{std::exchange(current_cause, cause)} {}
Because::~Because() {
  current_cause = before_;
}

void sent(Node& node, Pid from, Pid to, const Message& message) {
  set_out(node, message, {.kind = Kind::sent, .from = from, .to = to});
}

void timer_started(Node& node, Pid by, Pid to, const Message& message) {
  set_out(node, message, {.kind = Kind::timer_started, .from = by, .to = to});
}

void signalled(Node& node, const Envelope& envelope) {
  if (!is_told(envelope)) return;
  const LentMessage signal{envelope};
  set_out(node, signal.message,
          {.kind = Kind::signalled, .from = envelope.sender, .to = envelope.target});
}

void made(Node& node, const Envelope& envelope) {
  node.tracing().remember({value_of(envelope), Later::arrive}, current_cause);
}

void deadline_set(Node& node, const Process& process) {
  node.tracing().remember({&process, Later::time_out}, current_cause);
}

std::uint64_t handled(Node& node, const Process& process, const Envelope& envelope) {
  return latest(process, arrived(node, envelope, Kind::handled));
}

std::uint64_t acted_on(Node& node, const Envelope& envelope) {
  if (is_told(envelope)) return arrived(node, envelope, Kind::acted_on);
  return node.tracing().recall({value_of(envelope), Later::arrive});
}

std::uint64_t timed_out(Node& node, const Process& process) {
  return latest(process,
                node.tracing().tell_effect_of({&process, Later::time_out},
                                              {.kind = Kind::timed_out, .to = process.pid()}));
}

void spawned(Node& node, const Process& process) {
  node.tracing().tell_cause_of({&process, Later::begin}, {.kind = Kind::spawned,
                                                          .from = process.parent,
                                                          .to = process.pid(),
                                                          .what = process.label().kind,
                                                          .cause = current_cause});
}

std::uint64_t begins(Node& node, const Process& process) {
  return latest(process, node.tracing().recall({&process, Later::begin}));
}

void ends_because(Node& node, const Process& process, std::uint64_t cause) {
  node.tracing().remember({&process, Later::end}, cause);
}

std::uint64_t end_begins(Node& node, const Process& process) {
  const std::uint64_t signal = node.tracing().recall({&process, Later::end});
  if (signal != 0) return signal;
  return latest_process == process.pid() ? latest_event : current_cause;
}

std::uint64_t ended(Node& node, const Process& process, const ExitReason& reason) {
  return node.tracing().tell({.kind = Kind::ended,
                              .from = process.pid(),
                              .to = process.pid(),
                              .what = to_string(reason),
                              .reason = &reason,
                              .cause = current_cause});
}

void renamed(Node& node, Kind kind, Pid process, Name name) {
  node.tracing().tell({.kind = kind, .to = process, .what = name.text(), .cause = current_cause});
}

}  // namespace tracing
}  // namespace forlopp::runtime
