#include "scenarios/live/inquiries.hpp"

#include <algorithm>
#include <string>

#include "runtime/process_glance.hpp"
#include "scenarios/live/arguments.hpp"
#include "scenarios/live/crash_fields.hpp"
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

}  // namespace

std::optional<Answer> Inquiries::answer(const Request& request) const {
  if (request.what == "inspect") return inspect(request);
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
  if (const auto alive = portrait(inside_.node, process_called(*text, inside_.node))) {
    return Done{.result = fields_of(*alive)};
  }
  const runtime::CrashReport* crash =
      pid ? books_.crashes.of(*pid) : books_.crashes.of(std::string_view{*text});
  if (crash != nullptr) return Done{.result = fields_of(*crash)};
  return Refused{Refusal::gone, *text + " does not live, and is not among the last crashes"};
}

}  // namespace forlopp::live
