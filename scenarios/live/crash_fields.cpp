#include "scenarios/live/crash_fields.hpp"

#include "scenarios/live/row_of.hpp"

namespace forlopp::live {

using management::Array;
using management::Document;
using management::Map;

std::string sender_of(const runtime::HandledMessage& message) {
  if (!message.sender_label.empty()) return message.sender_label;
  return message.sender ? to_string(message.sender) : "timer";
}

Array black_box_of(std::span<const runtime::HandledMessage> messages) {
  Array box;
  box.reserve(messages.size());
  for (const runtime::HandledMessage& message : messages) {
    box.emplace_back(row_of(vtime(message.when), sender_of(message), message.type));
  }
  return box;
}

Map crash_fields(const runtime::CrashReport& report) {
  Array links;
  for (const runtime::Pid link : report.links) links.emplace_back(to_string(link));
  Map fields;
  fields.reserve(14);
  fields.emplace_back("pid", to_string(report.pid));
  fields.emplace_back("label", report.label);
  if (report.name) fields.emplace_back("name", report.name.text());
  fields.emplace_back("reason", to_string(report.reason));
  fields.emplace_back("state", report.state);
  fields.emplace_back("parent", to_string(report.parent));
  fields.emplace_back("parent_label", report.parent_label);
  fields.emplace_back("by_link", report.by_link);
  fields.emplace_back("started", vtime(report.started));
  fields.emplace_back("waiting", report.messages_waiting);
  fields.emplace_back("links", std::move(links));
  return fields;
}

}  // namespace forlopp::live
