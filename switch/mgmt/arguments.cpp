#include "switch/mgmt/internal/arguments.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "switch/mgmt/internal/event_pages.hpp"

namespace forlopp::management {
namespace {

constexpr std::size_t scope_bytes_max = 256;

Refused wrong(std::string text) {
  return {Refusal::argument, std::move(text)};
}

std::optional<double> as_number(const Document& value) {
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* any = value.get_if<double>()) return *any;
  return std::nullopt;
}

/// Why this is no scope of the topic; empty: it is one.
std::string refusal_of_scope(const Topic& topic, std::string_view scope) {
  if (scope.size() > scope_bytes_max) return "scope: this is too long";
  if (scope.empty()) return {};
  if (topic.orders.empty()) return fmt::format("scope: there is none of '{}'", topic.name);
  const std::string_view order = scope.substr(0, scope.find(' '));
  if (std::ranges::find(topic.orders, order) != topic.orders.end()) return {};
  return fmt::format("scope: '{:.40}' is none of {}", order, fmt::join(topic.orders, ", "));
}

}  // namespace

Argument<View> view_in(const Document& request) {
  const std::string* name = request.find_as<std::string>("topic");
  if (name == nullptr) return wrong("topic: the name of a topic is missing");
  const Topic* topic = find_topic(*name);
  if (topic == nullptr) return wrong(fmt::format("topic: there is no '{:.40}'", *name));
  const Document* scope = request.find("scope");
  if (scope == nullptr) return View{*name};
  const std::string* words = scope->get_if<std::string>();
  if (words == nullptr) return wrong("scope: this is not a text");
  if (std::string refusal = refusal_of_scope(*topic, *words); !refusal.empty())
    return wrong(std::move(refusal));
  return View{*name, *words};
}

Argument<EventClasses> classes_in(const Document& request) {
  const Document* given = request.find("classes");
  if (given == nullptr) return every_class;
  const Array* names = given->get_if<Array>();
  if (names == nullptr) return wrong("classes: this is not a list");
  EventClasses classes;
  for (const Document& item : *names) {
    const std::string* word = item.get_if<std::string>();
    const auto found = word == nullptr ? std::nullopt : find_event_class(*word);
    if (!found) return wrong(fmt::format("classes: there is no '{:.40}'", word ? *word : "?"));
    classes.set(static_cast<std::size_t>(*found));
  }
  return classes;
}

Argument<double> number_in(const Document& request, std::string_view key, Range range) {
  const Document* given = request.find(key);
  if (given == nullptr) return range.usual;
  const std::optional<double> number = as_number(*given);
  if (number && *number >= range.least && *number <= range.most) return *number;
  return wrong(fmt::format("{}: a number from {} to {} is needed", key, range.least, range.most));
}

}  // namespace forlopp::management
