#include "tests/conformance/process_steps.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace forlopp::conformance {
namespace {

using Keys = std::vector<std::string_view>;

/// The keys that each verb must have.
const std::map<std::string, Keys, std::less<>>& verbs() {
  static const std::map<std::string, Keys, std::less<>> all{
      {"trap", {"value"}},
      {"link", {"to"}},
      {"unlink", {"to"}},
      {"monitor", {"to", "as"}},
      {"demonitor", {"mon"}},
      {"alias", {"as"}},
      {"unalias", {"alias"}},
      {"signal", {"to", "reason"}},
      {"exit", {"reason"}},
      {"error", {"reason"}},
      {"throw", {"reason"}},
      {"return", {}},
      {"caught_exit", {"reason"}},
      {"caught_self_signal", {"reason"}},
      {"spawn", {"name"}},
      {"register", {"name", "to"}},
      {"unregister", {"name"}},
      {"whereis", {"name"}},
      {"send", {"to", "msg"}},
      {"recv", {"match"}},
      {"recv_any", {"match"}},
      {"drain", {}},
      {"peek", {}},
      {"is_alive", {"to"}},
      {"info", {"what"}},
      {"start_timer", {"as", "to", "msg", "ms"}},
      {"send_after", {"as", "to", "msg", "ms"}},
      {"cancel_timer", {"timer"}},
      {"read_timer", {"timer"}},
      {"ets_new", {"tab"}},
      {"ets_drop", {"tab"}},
      {"ets_give_away", {"tab", "to"}},
      {"ets_owner", {"tab"}},
      {"ets_size", {"tab"}},
      {"ets_insert", {"tab", "value"}},
      {"ets_insert_new", {"tab", "value"}},
      {"ets_lookup", {"tab", "key"}},
      {"ets_take", {"tab", "key"}},
      {"ets_delete", {"tab", "key"}},
      {"ets_delete_object", {"tab", "value"}},
      {"ets_list", {"tab"}},
      {"ets_first", {"tab"}},
      {"ets_next", {"tab", "key"}},
      {"ets_update_counter", {"tab", "key", "value"}},
      {"pg_join", {"group", "to"}},
      {"pg_leave", {"group", "to"}},
      {"pg_members", {"group"}},
      {"pg_groups", {}},
      {"pg_monitor", {"group", "as"}},
      {"pg_demonitor", {"mon"}},
  };
  return all;
}

/// The words that may stand in a list of options or for `what`; those that end with a colon have
/// something to follow.
const std::map<std::string, Keys, std::less<>>& words_of_verbs() {
  static const std::map<std::string, Keys, std::less<>> all{
      {"monitor", {"alias:explicit_unalias", "alias:demonitor", "alias:reply_demonitor", "tag:"}},
      {"demonitor", {"flush", "info"}},
      {"alias", {"reply", "explicit_unalias"}},
      {"spawn", {"link", "monitor"}},
      {"info",
       {"links", "monitors", "monitored_by", "message_queue_len", "trap_exit", "registered_name",
        "parent"}},
      {"ets_new",
       {"named_table", "set", "ordered_set", "bag", "duplicate_bag", "private", "protected",
        "public", "{heir:"}},
  };
  return all;
}

void check_words(const Fields& fields, const Command& command) {
  std::vector<std::string> words = command.options;
  if (!command.what.empty()) words.push_back(command.what);
  const auto known = words_of_verbs().find(command.verb);
  for (const std::string& word : words) {
    const auto fits = [&](std::string_view allowed) {
      const bool opens = allowed.ends_with(':');
      return opens ? std::string_view{word}.starts_with(allowed) : word == allowed;
    };
    if (known == words_of_verbs().end() || std::ranges::none_of(known->second, fits)) {
      fields.complain(fmt::format("'{}' knows no '{}'", command.verb, word));
    }
  }
}

/// In a step's title, arguments come in this order.
constexpr std::array<std::string_view, 19> title_order{
    "name", "as",    "alias", "mon",   "timer", "to",     "tab", "group",   "what", "key",
    "cmd",  "match", "msg",   "value", "ms",    "reason", "for", "timeout", "opts"};

std::string list(const std::vector<std::string>& words) {
  return fmt::format("[{}]", fmt::join(words, ","));
}

/// `named_table`, `alias:reply`, or an object: `{heir:b}`.
std::vector<std::string> options_of(const Fields& fields) {
  return fields.words_and_pairs("opts");
}

std::string argument_text(const Fields& fields, std::string_view key) {
  if (key == "opts") return list(options_of(fields));
  if ((key == "to" || key == "match") && fields.is_list(key)) return list(fields.words(key));
  return fields.word(key);
}

std::string title_of(const Fields& fields) {
  std::string title = fields.word("do");
  for (const std::string_view key : title_order) {
    if (key != "cmd" && fields.has(key)) title += " " + argument_text(fields, key);
  }
  return title;
}

runtime::Duration read_time(const Fields& fields, std::string_view key) {
  if (fields.word(key) == "infinity") return runtime::infinity;
  return std::chrono::milliseconds{fields.number(key)};
}

Command read_command(const Fields& fields) {
  Command command{.verb = fields.word("do")};
  const auto verb = verbs().find(command.verb);
  if (verb == verbs().end()) {
    fields.complain("unknown verb '" + command.verb + "'");
    return command;
  }
  for (const std::string_view key : verb->second) {
    if (!fields.has(key)) fields.complain(fmt::format("'{}' is missing", key));
  }
  const auto read = [&](std::string_view key, std::string& value) {
    if (fields.has(key)) value = fields.word(key);
  };
  read("name", command.name);
  read("as", command.as);
  read("what", command.what);
  read("tab", command.table);
  read("key", command.key);
  read("group", command.group);
  for (const std::string_view key : {"mon", "alias", "timer"}) read(key, command.ref);
  for (const std::string_view key : {"msg", "reason", "value"}) read(key, command.term);
  command.to = fields.words("to");
  command.match = fields.words("match");
  command.time = runtime::infinity;
  for (const std::string_view key : {"ms", "timeout"}) {
    if (fields.has(key)) command.time = read_time(fields, key);
  }
  if (fields.has("opts")) command.options = options_of(fields);
  check_words(fields, command);
  if (command.verb == "trap") command.flag = fields.is_set("value");
  if (fields.has("sort")) command.sorted = fields.is_set("sort");
  return command;
}

ProcessStep read_step(const Fields& fields) {
  ProcessStep step{.fields = fields};
  const std::string verb = fields.word("do");
  if (fields.is_set("unordered")) step.order = Order::none;
  if (fields.has("p")) step.process = fields.word("p");
  if (verb == "wait") {
    step.command = {.verb = verb, .time = std::chrono::milliseconds{fields.number("ms")}};
    step.title = title_of(fields);
    return step;
  }
  std::optional<Fields> posted;
  if (verb == "post") posted = fields.object("cmd");
  if (verb == "post" && !posted) return step;
  const Fields& command = posted ? *posted : fields;
  step.command = read_command(command);
  step.command.posted = posted.has_value();
  step.title = fmt::format("{}{}{}{}", step.process, step.process.empty() ? "" : " ",
                           posted ? "post " : "", title_of(command));
  if (step.process.empty() && step.command.verb != "spawn") fields.complain("'p' is missing");
  return step;
}

}  // namespace

bool Command::has(const std::string& option) const {
  return std::ranges::count(options, option) != 0;
}

std::string Command::option(const std::string& wanted) const {
  for (const std::string& option : options) {
    const std::string pair = "{" + wanted + ":";
    if (option.starts_with(wanted + ":")) return option.substr(wanted.size() + 1);
    if (option.starts_with(pair))
      return option.substr(pair.size(), option.size() - pair.size() - 1);
  }
  return {};
}

std::vector<ProcessStep> read_process_steps(const std::vector<Fields>& steps) {
  std::vector<ProcessStep> read;
  read.reserve(steps.size());
  for (const Fields& step : steps) read.push_back(read_step(step));
  return read;
}

}  // namespace forlopp::conformance
