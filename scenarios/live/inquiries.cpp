#include "scenarios/live/inquiries.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "runtime/process_glance.hpp"
#include "scenarios/live/arguments.hpp"
#include "scenarios/live/crash_fields.hpp"
#include "scenarios/live/message_chart.hpp"
#include "scenarios/live/process_state.hpp"
#include "scenarios/live/row_of.hpp"

namespace forlopp::live {
namespace {

using management::Answer;
using management::Array;
using management::Document;
using management::Done;
using management::Map;
using management::Refusal;
using management::Refused;
using management::Request;
using runtime::Pid;

Answer missing(std::string_view what) {
  return Refused{Refusal::argument, std::string{what}};
}

Array texts_of(std::span<const Pid> pids) {
  Array texts;
  for (const Pid pid : pids) texts.emplace_back(to_string(pid));
  return texts;
}

Array monitors_of(const runtime::ProcessInfo& info) {
  Array monitors;
  for (const auto& monitor : info.monitors) {
    monitors.emplace_back(monitor.name ? std::string{monitor.name.text()} : to_string(monitor.pid));
  }
  return monitors;
}

Map fields_of(const runtime::ProcessPortrait& portrait) {
  const runtime::ProcessInfo& info = portrait.info;
  Map fields;
  fields.emplace_back("alive", true);
  fields.emplace_back("pid", to_string(info.pid));
  fields.emplace_back("label", info.label);
  if (info.name) fields.emplace_back("name", info.name.text());
  fields.emplace_back("state", portrait.state);
  fields.emplace_back("parent", to_string(info.parent));
  fields.emplace_back("started", vtime(portrait.started));
  fields.emplace_back("trap_exit", info.trap_exit);
  fields.emplace_back("waiting", info.messages_waiting);
  fields.emplace_back("memory", info.memory);
  fields.emplace_back("links", texts_of(info.links));
  fields.emplace_back("monitors", monitors_of(info));
  fields.emplace_back("monitored_by", texts_of(info.monitored_by));
  fields.emplace_back("messages", black_box_of(portrait.black_box));
  return fields;
}

Map fields_of(const runtime::CrashReport& report) {
  Map fields = crash_fields(report);
  fields.emplace(fields.begin(), "alive", false);
  fields.emplace_back("vtime", vtime(report.when));
  Array ancestors;
  for (const runtime::Ancestor& above : report.ancestors) {
    ancestors.emplace_back(row_of(to_string(above.pid), above.label));
  }
  fields.emplace_back("ancestors", std::move(ancestors));
  Array stack;
  for (const std::string& frame : report.reason.stack()) stack.emplace_back(frame);
  fields.emplace_back("stack", std::move(stack));
  fields.emplace_back("messages", black_box_of(report.black_box));
  fields.emplace_back("text", to_string(report));
  return fields;
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

/// The living half-calls of a call.
std::vector<Pid> halves_of(const runtime::SimulatedNode& node, std::uint64_t call) {
  std::vector<Pid> halves;
  runtime::glance(node, [&](const runtime::ProcessGlance& process) {
    if (call_of(process.label) == call) halves.push_back(process.pid);
  });
  return halves;
}

}  // namespace

std::optional<Pid> read_pid(std::string_view text) {
  if (text.size() < 2 || text.front() != '<' || text.back() != '>') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::array<std::uint32_t, 3> parts{};  // Node, slot, generation.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    const bool ends_well = i + 1 == parts.size() ? text.empty() : text.starts_with('.');
    if (read.ec != std::errc{} || !ends_well) return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
  }
  const bool exists =
      parts[0] == 0 && parts[1] < Pid::slots_max && parts[2] > 0 && parts[2] < Pid::generations_max;
  return exists ? std::optional{Pid{parts[1], parts[2]}} : std::nullopt;
}

Pid Inquiries::living(const std::string& process) const {
  Pid found;
  runtime::glance(inside_.node, [&](const runtime::ProcessGlance& seen) {
    const bool is_it = seen.name ? seen.name.text() == process : to_string(seen.label) == process;
    if (is_it && !found) found = seen.pid;
  });
  return found;
}

std::optional<Answer> Inquiries::answer(const Request& request) const {
  if (request.what == "inspect") return inspect(request);
  if (request.what == "ladder") return ladder(request);
  return std::nullopt;
}

/// Who stood there when the field was last published may be gone by now.
Answer Inquiries::inspect_place(const std::string& supervisor, std::int64_t place) const {
  const auto& branches = survey_.branches();
  const auto branch = std::ranges::find(branches, supervisor, &Survey::Branch::key);
  if (branch == branches.end()) return missing("supervisor: there is none of this key");
  if (place < 0 || place >= std::ssize(branch->members)) {
    return Refused{Refusal::gone, "nobody is at this place any more"};
  }
  const std::uint32_t member = branch->members[static_cast<std::size_t>(place)];
  const Pid pid = survey_.members()[member].seen.pid;
  if (const auto alive = portrait(inside_.node, pid)) return Done{.result = fields_of(*alive)};
  return Refused{Refusal::gone, to_string(pid) + " does not live any more"};
}

Answer Inquiries::inspect(const Request& request) const {
  const Document* supervisor = find(request.arguments, "supervisor");
  if (const auto* key = supervisor == nullptr ? nullptr : supervisor->get_if<std::string>()) {
    const Document* place = find(request.arguments, "place");
    const auto* number = place == nullptr ? nullptr : place->get_if<std::int64_t>();
    return number == nullptr ? missing("place: a number is needed") : inspect_place(*key, *number);
  }
  const Document* process = find(request.arguments, "process");
  const auto* text = process == nullptr ? nullptr : process->get_if<std::string>();
  if (text == nullptr) return missing("process: a pid or a name is needed");
  const std::optional<Pid> pid = read_pid(*text);
  if (const auto alive = portrait(inside_.node, pid ? *pid : living(*text))) {
    return Done{.result = fields_of(*alive)};
  }
  const runtime::CrashReport* crash =
      pid ? books_.crashes.of(*pid) : books_.crashes.of(std::string_view{*text});
  if (crash != nullptr) return Done{.result = fields_of(*crash)};
  return Refused{Refusal::gone, *text + " does not live, and is not among the last crashes"};
}

Answer Inquiries::ladder(const Request& request) const {
  MessageChart chart;
  if (const Document* call = find(request.arguments, "call")) {
    const auto number = call_in(*call);
    if (!number) return missing("call: the number of a call is needed");
    for (const auto* crash : books_.crashes.of_call(*number)) {
      chart.add(crash->label, crash->black_box);
    }
    for (const Pid half : halves_of(inside_.node, *number)) {
      const auto seen = portrait(inside_.node, half);
      if (seen) chart.add(seen->info.label, seen->black_box);
    }
    if (!chart.empty()) return Done{.result = chart.fields()};
    return Refused{Refusal::gone, "nothing is left of call " + std::to_string(*number)};
  }
  const Document* process = find(request.arguments, "process");
  const auto* text = process == nullptr ? nullptr : process->get_if<std::string>();
  if (text == nullptr) return missing("call: a call, or a process, is needed");
  const std::optional<Pid> pid = read_pid(*text);
  if (const auto alive = portrait(inside_.node, pid ? *pid : living(*text))) {
    chart.add(alive->info.label, alive->black_box);
    return Done{.result = chart.fields()};
  }
  const auto* crash = pid ? books_.crashes.of(*pid) : books_.crashes.of(std::string_view{*text});
  if (crash == nullptr) return Refused{Refusal::gone, *text + " is not known"};
  chart.add(crash->label, crash->black_box);
  return Done{.result = chart.fields()};
}

}  // namespace forlopp::live
