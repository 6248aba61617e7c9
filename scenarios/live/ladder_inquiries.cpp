#include "scenarios/live/ladder_inquiries.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "runtime/process_glance.hpp"
#include "scenarios/live/arguments.hpp"
#include "scenarios/live/black_box_steps.hpp"
#include "scenarios/live/message_chart.hpp"
#include "scenarios/live/process_state.hpp"
#include "scenarios/live/row_of.hpp"

namespace forlopp::live {
namespace {

using management::Answer;
using management::Document;
using management::Done;
using management::Map;
using management::Refusal;
using management::Refused;
using management::Request;
using runtime::err;
using runtime::Pid;
using runtime::Result;
using Kind = TraceSubject::Kind;

constexpr std::int64_t steps_usual = 5'000;

Refused missing(std::string what) {
  return {Refusal::argument, std::move(what)};
}

std::optional<std::uint64_t> call_in(const Document& call) {
  if (const auto* number = call.get_if<std::int64_t>()) {
    return *number > 0 ? std::optional{static_cast<std::uint64_t>(*number)} : std::nullopt;
  }
  const auto* text = call.get_if<std::string>();
  std::uint64_t number = 0;
  if (text == nullptr) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool is_all = read.ec == std::errc{} && read.ptr == text->data() + text->size();
  return is_all && number > 0 ? std::optional{number} : std::nullopt;
}

bool bodies_in(const Map& arguments) {
  const Document* bodies = find(arguments, "bodies");
  const auto* wanted = bodies == nullptr ? nullptr : bodies->get_if<bool>();
  return wanted != nullptr && *wanted;
}

std::string text_of(const TraceSubject& subject) {
  if (subject.kind == Kind::call) return "call " + std::to_string(subject.call);
  return to_string(subject.pid);
}

Document when_or_null(const std::optional<runtime::Instant>& when) {
  return when ? Document{vtime(*when)} : Document{};
}

Map fields_of(const TracedStep& step, const std::vector<std::uint64_t>& effects) {
  management::Array came_of_it;
  for (const std::uint64_t effect : effects) came_of_it.emplace_back(effect);
  return {{"step", step.id},
          {"cause", step.cause == 0 ? Document{} : Document{step.cause}},
          {"effects", std::move(came_of_it)},
          {"kind", name(step.kind)},
          {"type", step.type},
          {"from", step.from_label},
          {"to", step.to_label},
          {"from_pid", step.from ? Document{to_string(step.from)} : Document{}},
          {"to_pid", step.to ? Document{to_string(step.to)} : Document{}},
          {"sent", when_or_null(step.sent)},
          {"handled", when_or_null(step.handled)},
          {"waiting", or_null(step.waiting)},
          {"body", step.body}};
}

}  // namespace

std::optional<Answer> LadderInquiries::answer(const Request& request) {
  using Word = Answer (LadderInquiries::*)(const Request&);
  constexpr std::array<std::pair<std::string_view, Word>, 4> words{
      {{"ladder", &LadderInquiries::on_ladder},
       {"message", &LadderInquiries::on_message},
       {"trace", &LadderInquiries::on_trace},
       {"untrace", &LadderInquiries::on_untrace}}};
  const auto found =
      std::ranges::find(words, request.what, &std::pair<std::string_view, Word>::first);
  if (found == words.end()) return std::nullopt;
  return (this->*found->second)(request);
}

/// A crashed process can be looked at as well.
Result<TraceSubject, Refused> LadderInquiries::subject_of(const Map& arguments) const {
  if (const Document* call = find(arguments, "call")) {
    const auto number = call_in(*call);
    if (!number) return err(missing("call: the number of a call is needed"));
    return TraceSubject{.kind = Kind::call, .call = *number};
  }
  const Document* supervisor = find(arguments, "supervisor");
  const Document* process = supervisor == nullptr ? find(arguments, "process") : supervisor;
  const auto* text = process == nullptr ? nullptr : process->get_if<std::string>();
  if (text == nullptr) return err(missing("call: a call, a process or a supervisor is needed"));
  TraceSubject subject{.kind = supervisor == nullptr ? Kind::process : Kind::supervisor,
                       .pid = process_called(*text, inside_.node)};
  runtime::glance(inside_.node, [&](const runtime::ProcessGlance& seen) {
    if (!subject.pid && books_.restarts.key_of(seen.pid) == *text) subject.pid = seen.pid;
  });
  if (!subject.pid) {
    const auto* crash = books_.crashes.of(std::string_view{*text});
    if (crash != nullptr) subject.pid = crash->pid;
  }
  const bool is_known = inside_.node.is_alive(subject.pid) ||
                        traces_.find(subject.pid) != nullptr ||
                        books_.crashes.of(subject.pid) != nullptr;
  if (is_known) return subject;
  return err(Refused{Refusal::gone, *text + " does not live, and nothing is left of it"});
}

TraceParty LadderInquiries::party_of(const TraceSubject& subject) const {
  std::set<Pid> members;
  runtime::Label label{.kind = ""};
  Pid parent;
  runtime::glance(inside_.node, [&](const runtime::ProcessGlance& seen) {
    const bool is_head = subject.kind != Kind::call && seen.pid == subject.pid;
    const bool is_half = subject.kind == Kind::call && call_of(seen.label) == subject.call;
    const bool is_child = subject.kind == Kind::supervisor && seen.parent == subject.pid;
    if (is_head || is_half || is_child) members.insert(seen.pid);
    if (!is_head) return;
    label = seen.label;
    parent = seen.parent;
  });
  return {subject, label, parent, std::move(members)};
}

std::vector<TracedStep> LadderInquiries::left_of(const TraceSubject& subject) const {
  return subject.kind == Kind::call ? steps_left_of_call(subject.call, inside_, books_)
                                    : steps_left_of_process(subject.pid, inside_, books_);
}

/// One asks for a process or for a supervisor: it may be traced as either.
const Trace* LadderInquiries::trace_of(const TraceSubject& subject) const {
  const Trace* trace = traces_.find(subject);
  return trace == nullptr && subject.kind != Kind::call ? traces_.find(subject.pid) : trace;
}

bool LadderInquiries::lives(const TraceSubject& subject) const {
  if (subject.kind != Kind::call) return inside_.node.is_alive(subject.pid);
  return party_of(subject).lives();
}

/// Whoever wants to see a call from its beginning asks before it begins.
bool LadderInquiries::is_next_call(const TraceSubject& subject) const {
  return subject.kind == Kind::call && subject.call == books_.calls.last_begun() + 1;
}

Answer LadderInquiries::on_ladder(const Request& request) {
  const auto subject = subject_of(request.arguments);
  if (!subject) return subject.error();
  const auto most = count_of(request.arguments, "most", 1);
  if (!most) return missing(most.error());
  const Trace* trace = trace_of(*subject);
  std::vector<TracedStep> steps = trace == nullptr ? left_of(*subject) : trace->steps();
  if (steps.empty() && trace == nullptr) {
    return Refused{Refusal::gone, "nothing is left of " + text_of(*subject)};
  }
  const MessageChart chart{std::move(steps), static_cast<std::size_t>(most->value_or(steps_usual))};
  Map fields{{"source", trace == nullptr ? "black boxes" : "trace"},
             {"tracing", trace != nullptr && trace->records()},
             {"since", trace == nullptr ? Document{} : Document{vtime(trace->since())}},
             {"alive", lives(*subject)},
             {"forgotten", trace == nullptr ? 0 : trace->forgotten()}};
  std::ranges::move(chart.fields(bodies_in(request.arguments) ? MessageChart::Bodies::all
                                                              : MessageChart::Bodies::none),
                    std::back_inserter(fields));
  return Done{.result = std::move(fields)};
}

Answer LadderInquiries::on_message(const Request& request) {
  const auto step = count_of(request.arguments, "step", 1);
  if (!step) return missing(step.error());
  if (!*step) return missing("step: the number of a step of a trace is needed");
  const auto number = static_cast<std::uint64_t>(**step);
  const Trace* trace = traces_.with_step(number);
  if (trace == nullptr) {
    return Refused{Refusal::gone,
                   "step " + std::to_string(number) + " is not known, or not any more"};
  }
  return Done{.result = fields_of(*trace->find(number), trace->effects_of(number))};
}

Answer LadderInquiries::on_trace(const Request& request) {
  const auto subject = subject_of(request.arguments);
  if (!subject) return subject.error();
  TraceParty party = party_of(*subject);
  if (!party.lives() && !is_next_call(*subject)) {
    return Refused{Refusal::gone,
                   text_of(*subject) + " does not live; `ladder` shows what is left"};
  }
  traces_.begin(std::move(party), left_of(*subject));
  listen();
  return Done{.result = {{"traced", text_of(*subject)}}};
}

Answer LadderInquiries::on_untrace(const Request& request) {
  const auto subject = subject_of(request.arguments);
  if (!subject) return subject.error();
  const Trace* trace = trace_of(*subject);
  const bool was_traced = trace != nullptr && traces_.end(TraceSubject{trace->party().subject()});
  listen();
  if (was_traced) return Done{.result = {{"untraced", text_of(*subject)}}};
  return Refused{Refusal::gone, text_of(*subject) + " is not traced"};
}

void LadderInquiries::pass() {
  traces_.pass(inside_.node.now());
  listen();
}

void LadderInquiries::listen() {
  const bool needed = traces_.wants_trace() || inside_.course.is_traced;
  if (needed != inside_.node.is_traced()) inside_.node.trace(needed);
}

}  // namespace forlopp::live
