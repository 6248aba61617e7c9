#include "switch/mgmt/protocol/words.hpp"

#include <algorithm>

namespace forlopp::management {
namespace {

using std::string_view;

constexpr std::array<string_view, 2> role_names{"viewer", "operator"};

constexpr std::array<string_view, 9> state_names{"idle",       "setting_up",     "active",
                                                 "restarting", "recovered",      "crashed",
                                                 "escalated",  "out_of_service", "unknown"};

constexpr std::array<string_view, event_classes> event_class_names{
    "supervision", "crash", "recovery", "call", "fault", "alarm", "command", "lifecycle"};

constexpr std::array<string_view, 7> refusal_names{"malformed", "unknown", "argument", "role",
                                                   "gone",      "busy",    "over"};

constexpr std::array<string_view, 9> run_columns{"mode",  "pace",  "vtime",    "ends",     "phase",
                                                 "until", "speed", "messages", "processes"};
constexpr std::array<string_view, 2> health_columns{"value", "unit"};
constexpr std::array<string_view, 12> supervision_columns{
    "parent",   "label",       "kind",   "pid",           "strategy", "children",
    "restarts", "budget_used", "budget", "budget_period", "mailbox",  "state"};
constexpr std::array<string_view, 7> process_columns{"pid",     "label",   "name",    "state",
                                                     "mailbox", "started", "restarts"};
constexpr std::array<string_view, 3> process_orders{"mailbox", "restarts", "age"};
constexpr std::array<string_view, 1> field_columns{"cells"};
constexpr std::array<string_view, 4> card_columns{"state", "ports", "pid", "faults"};
constexpr std::array<string_view, 9> call_columns{"from",  "to",    "state", "began",  "answered",
                                                  "ended", "cause", "trunk", "crashed"};
constexpr std::array<string_view, 6> alarm_columns{"object", "cause",  "severity",
                                                   "text",   "raised", "suppressed"};
constexpr std::array<string_view, 6> group_columns{"circuits", "busy",    "offered",
                                                   "blocked",  "erlangs", "erlang_b"};
constexpr std::array<string_view, 7> group_series_columns{
    "circuits", "busy", "offered", "blocked", "erlangs", "blocking", "erlang_b"};
constexpr std::array<string_view, 9> fault_columns{"kind", "target", "at",      "until",   "state",
                                                   "hits", "by",     "verdict", "expected"};
constexpr std::array<string_view, 8> series_columns{
    "attempts", "answered", "failed", "blocked", "restarts", "calls_up", "setup_p50", "setup_p95"};

constexpr std::array<Topic, 12> topic_table{{
    {"run", run_columns},
    {"health", health_columns},
    {"supervision", supervision_columns},
    {"processes", process_columns, process_orders},
    {"field", field_columns},
    {"cards", card_columns},
    {"calls", call_columns},
    {"alarms", alarm_columns},
    {"groups", group_columns},
    {"group_series", group_series_columns},
    {"faults", fault_columns},
    {"series", series_columns},
}};

constexpr std::array<RequestWord, 21> request_table{{
    {"subscribe", Role::viewer}, {"unsubscribe", Role::viewer},  {"follow", Role::viewer},
    {"events", Role::viewer},    {"inspect", Role::viewer},      {"ladder", Role::viewer},
    {"message", Role::viewer},   {"trace", Role::viewer},        {"untrace", Role::viewer},
    {"dry_run", Role::viewer},   {"pause", Role::operator_},     {"run", Role::operator_},
    {"step", Role::operator_},   {"until", Role::operator_},     {"rewind", Role::operator_},
    {"inject", Role::operator_}, {"take_back", Role::operator_}, {"halt", Role::operator_},
    {"block", Role::operator_},  {"unblock", Role::operator_},   {"finish", Role::operator_},
}};

template <class Names, class Word>
string_view spelt(const Names& names, Word word) {
  const auto index = static_cast<std::size_t>(word);
  return index < names.size() ? names[index] : string_view{};
}

template <class Table>
const auto* entry_of(const Table& table, string_view name) {
  const auto found = std::ranges::find(table, name, [](const auto& entry) { return entry.name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

string_view name(Role role) {
  return spelt(role_names, role);
}
string_view name(State state) {
  return spelt(state_names, state);
}
string_view name(EventClass event_class) {
  return spelt(event_class_names, event_class);
}
string_view name(Refusal refusal) {
  return spelt(refusal_names, refusal);
}

std::optional<EventClass> find_event_class(string_view name) {
  const auto found = std::ranges::find(event_class_names, name);
  if (found == event_class_names.end()) return std::nullopt;
  return static_cast<EventClass>(found - event_class_names.begin());
}

std::span<const Topic> topics() {
  return topic_table;
}
const Topic* find_topic(string_view name) {
  return entry_of(topic_table, name);
}

std::span<const RequestWord> request_words() {
  return request_table;
}
const RequestWord* find_request_word(string_view name) {
  return entry_of(request_table, name);
}

}  // namespace forlopp::management
