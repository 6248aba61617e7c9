#include "tests/tidy/layers.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

namespace forlopp::tidy {
namespace {

using Component = std::string;

// Who may include whom. A component may always include itself. The component of a path is the
// longest key that the path starts with.
const std::set<Component> both_sides{
    "runtime",          "ports",          "callmodel",    "switch",
    "switch/hal",       "switch/mgmt",    "hwsim",        "switch/mgmt/protocol",
    "scenarios/engine", "scenarios/live", "scenarios/cli"};

std::set<Component> and_those_beside(std::set<Component> components) {
  components.insert({"examples", "gui"});
  return components;
}

const std::map<Component, std::set<Component>> allowed_includes{
    {"runtime", {}},
    {"ports", {"runtime"}},
    {"callmodel", {"runtime"}},
    {"switch/hal", {"runtime"}},
    {"switch/mgmt/protocol", {}},
    {"switch/mgmt", {"switch/mgmt/protocol"}},
    {"switch", {"runtime", "callmodel", "switch/hal", "switch/mgmt/protocol"}},
    {"hwsim", {"runtime", "switch/hal"}},
    {"scenarios/engine", {"runtime", "callmodel", "switch", "switch/hal", "hwsim"}},
    {"scenarios/live",
     {"runtime", "callmodel", "switch", "switch/hal", "switch/mgmt", "switch/mgmt/protocol",
      "hwsim", "scenarios/engine"}},
    {"scenarios/cli",
     {"runtime", "callmodel", "switch", "switch/mgmt", "switch/mgmt/protocol", "scenarios/engine",
      "scenarios/live"}},
    {"gui", {"switch/mgmt/protocol"}},
    {"scenarios/cli/main.cpp", both_sides},
    {"examples", {"runtime", "ports"}},
    {"tests", and_those_beside(both_sides)},
};

std::optional<Component> component_of(std::string_view path) {
  std::optional<Component> longest;
  for (const auto& [component, allowed] : allowed_includes) {
    const bool inside = path == component || path.starts_with(component + "/");
    if (inside && (!longest || component.size() > longest->size())) longest = component;
  }
  return longest;
}

std::string breach(const Component& from, std::string_view included) {
  const std::optional<Component> to = component_of(included);
  if (!to) return "include from the repository root: " + std::string(included);
  if (from == *to) return {};
  if (!allowed_includes.at(from).contains(*to)) return from + " may not know " + *to;
  if (included.find("/internal/") != std::string_view::npos && from != "tests")
    return std::string(included) + " is internal to " + *to;
  return {};
}

/// Lower-case words of a line; underscores, capitals inside a word and signs separate them.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false, was_lower = false;
  for (const char c : line) {
    const auto u = static_cast<unsigned char>(c);
    const bool letter = std::isalpha(u) != 0;
    if (letter && (!inside || (was_lower && std::isupper(u)))) words.emplace_back();
    if (letter) words.back() += static_cast<char>(std::tolower(u));
    inside = letter;
    was_lower = letter && std::islower(u) != 0;
  }
  return words;
}

// Words with another meaning in computing (call, ring, exchange, port, line, circuit) are not here.
const std::set<std::string> telecom_words{
    "telephone", "telephony",   "telecom",  "subscriber", "subscribers", "trunk",
    "trunks",    "bcsm",        "isup",     "offhook",    "onhook",      "dial",
    "dialled",   "dialling",    "halfcall", "directory",  "shelf",       "shelves",
    "ringback",  "switchboard", "cdr",      "seizure",    "linecard",    "callmodel"};

constexpr std::array<std::string_view, 14> heavy{
    "<fmt/format.h>", "<fmt/chrono.h>", "<fmt/ranges.h>", "<boost/json", "<boost/asio",
    "<boost/beast",   "<yaml-cpp/",     "<CLI/",          "<spdlog/",    "<sqlite3.h>",
    "<regex>",        "<iostream>",     "<gmock/",        "<fstream>"};

}  // namespace

Findings forbidden_includes(const SourceFile& file) {
  Findings findings;
  const std::optional<Component> from = component_of(file.path);
  if (!from) return {{file.path, 0, "no component holds this file"}};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string_view included = own_include(file.lines[i]);
    if (included.empty()) continue;
    if (std::string what = breach(*from, included); !what.empty())
      findings.push_back({file.path, i + 1, std::move(what)});
  }
  return findings;
}

Findings telecom_words_in_runtime(const SourceFile& file) {
  Findings findings;
  if (!is_under(file, "runtime")) return findings;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    for (const std::string& word : words_of(file.lines[i]))
      if (telecom_words.contains(word))
        findings.push_back({file.path, i + 1, "the runtime does not know the word " + word});
  return findings;
}

Findings heavy_headers(const SourceFile& file) {
  Findings findings;
  if (!is_header(file) || is_under(file, "tests")) return findings;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    for (const std::string_view header : heavy)
      if (file.lines[i].starts_with("#include " + std::string(header)))
        findings.push_back({file.path, i + 1, "only in .cpp files: " + std::string(header)});
  return findings;
}

}  // namespace forlopp::tidy
