#include "tests/conformance/puppet.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/process_group.hpp"
#include "runtime/process_info.hpp"
#include "tests/conformance/puppet_acts.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Context;
using runtime::Down;
using runtime::Message;
using runtime::Pid;
using runtime::Ref;
using runtime::Task;

// What processes share.

void Troupe::name_ref(const std::string& name, KnownRef ref) {
  const std::scoped_lock lock{mutex_};
  refs_[name] = ref;
  ref_names_[ref.ref] = name;
}

Troupe::KnownRef Troupe::ref(const std::string& name) const {
  const std::scoped_lock lock{mutex_};
  const auto known = refs_.find(name);
  return known == refs_.end() ? KnownRef{} : known->second;
}

std::string Troupe::name_of(Ref ref) const {
  const std::scoped_lock lock{mutex_};
  const auto known = ref_names_.find(ref);
  return known == ref_names_.end() ? "" : known->second;
}

void Troupe::name_table(const std::string& name, runtime::TableId table, bool has_own_name) {
  const std::scoped_lock lock{mutex_};
  table_names_[table.number] = name;
  if (has_own_name) {
    nameless_tables_.erase(name);
  } else {
    nameless_tables_[name] = table;
  }
}

std::optional<runtime::TableId> Troupe::table(const std::string& name) const {
  const std::scoped_lock lock{mutex_};
  const auto known = nameless_tables_.find(name);
  if (known == nameless_tables_.end()) return {};
  return known->second;
}

std::string Troupe::name_of(runtime::TableId table) const {
  const std::scoped_lock lock{mutex_};
  const auto known = table_names_.find(table.number);
  return known == table_names_.end() ? "" : known->second;
}

std::optional<std::string> Troupe::term_of(const Message& message) const {
  if (const auto* mail = message.get_if<Mail>()) return mail->term;
  if (const auto* exit = message.get_if<runtime::Exit>()) {
    return fmt::format("{{EXIT,{},{}}}", stage_.name_of(exit->from), shown(exit->reason));
  }
  if (const auto* down = message.get_if<Down>()) {
    return fmt::format(
        "{{{},{},process,{},{}}}", down->tag ? down->tag.text() : "DOWN", name_of(down->ref),
        down->name ? fmt::format("{{{},node}}", down->name.text()) : stage_.name_of(down->pid),
        shown(down->reason));
  }
  if (const auto* transfer = message.get_if<runtime::TableTransfer>()) {
    return fmt::format("{{ETS-TRANSFER,{},{},{}}}", name_of(transfer->table),
                       stage_.name_of(transfer->from), transfer->data);
  }
  if (const auto* notice = message.get_if<runtime::group::Notice>()) {
    std::vector<std::string> names;
    for (const Pid pid : notice->pids) names.push_back(stage_.name_of(pid));
    const bool joined = notice->change == runtime::group::Change::joined;
    return fmt::format("{{{},{},{},[{}]}}", name_of(notice->subscription),
                       joined ? "join" : "leave", notice->group.text(), fmt::join(names, ","));
  }
  return {};
}

void Troupe::answer(const Command& command, const std::string& process,
                    std::vector<std::string> lines) {
  for (std::string& line : lines) {
    if (command.posted) {
      stage_.event(fmt::format("{}: {}", process, line));
    } else {
      stage_.result(std::move(line));
    }
  }
  if (!command.posted) give_up();
}

bool Troupe::is_answered() const {
  const std::scoped_lock lock{mutex_};
  return answered_;
}

void Troupe::expect_answer() {
  const std::scoped_lock lock{mutex_};
  answered_ = false;
}

void Troupe::give_up() {
  const std::scoped_lock lock{mutex_};
  answered_ = true;
}

// Commands that look at the mailbox.

namespace {

constexpr runtime::Duration at_once{0};

struct Matching {
  const Troupe* troupe;
  std::vector<std::string> terms;

  bool operator()(const Message& message) const {
    const auto term = troupe->term_of(message);
    return term && (terms.empty() || std::ranges::count(terms, *term) != 0);
  }
};

/// Wants nothing, and remembers what it was offered.
struct Looking {
  const Troupe* troupe;
  Lines* seen;

  bool operator()(const Message& message) const {
    if (const auto term = troupe->term_of(message)) seen->push_back("peek " + *term);
    return false;
  }
};

Task<Lines> receive_one(Context self, Troupe* troupe, Command command) {
  const Matching matching{troupe, command.match};
  const Message message = co_await receive_if(self, matching, command.time);
  co_return Lines{"recv " + (message ? *troupe->term_of(message) : "timeout")};
}

Task<Lines> drain(Context self, Troupe* troupe, Command command) {
  Lines lines;
  const Matching anything{troupe, {}};
  while (const Message message = co_await receive_if(self, anything, at_once)) {
    lines.push_back("mail " + *troupe->term_of(message));
  }
  if (command.sorted) std::ranges::sort(lines);
  co_return lines;
}

Task<Lines> peek(Context self, Troupe* troupe) {
  Lines lines;
  const Looking looking{troupe, &lines};
  co_await receive_if(self, looking, at_once);
  co_return lines;
}

std::string sorted_list(std::vector<std::string> names) {
  std::erase(names, "");
  std::ranges::sort(names);
  return fmt::format("[{}]", fmt::join(names, ","));
}

std::string info_text(Troupe& troupe, const runtime::ProcessInfo& info, const std::string& what) {
  const auto name = [&](Pid pid) { return troupe.stage().name_of(pid); };
  std::vector<std::string> names;
  if (what == "message_queue_len") return fmt::to_string(info.messages_waiting);
  if (what == "trap_exit") return info.trap_exit ? "true" : "false";
  if (what == "registered_name") return info.name ? std::string{info.name.text()} : "[]";
  if (what == "parent") return info.parent ? name(info.parent) : "undefined";
  if (what == "monitors") {
    for (const auto& [pid, by_name] : info.monitors) {
      names.push_back(by_name ? fmt::format("{{{},node}}", by_name.text()) : name(pid));
    }
  } else {
    const auto& pids = what == "links" ? info.links : info.monitored_by;
    for (const Pid pid : pids) names.push_back(name(pid));
  }
  return sorted_list(std::move(names));
}

Task<Lines> tell_info(Context self, Troupe* troupe, Command command) {
  const Pid other = command.to.empty() ? self.self() : troupe->stage().pid_of(command.to.front());
  const auto info = co_await process_info(self, other);
  co_return Lines{"result " + (info ? info_text(*troupe, *info, command.what) : "undefined")};
}

Task<Lines> carry_out(Context self, Troupe* troupe, Command command) {
  const std::string& verb = command.verb;
  if (verb == "recv" || verb == "recv_any") return receive_one(self, troupe, std::move(command));
  if (verb == "drain") return drain(self, troupe, std::move(command));
  if (verb == "peek") return peek(self, troupe);
  return tell_info(self, troupe, std::move(command));
}

bool looks_at_mailbox(const Command& command) {
  static const std::vector<std::string> verbs{"recv", "recv_any", "drain", "peek", "info"};
  return std::ranges::count(verbs, command.verb) != 0;
}

}  // namespace

Task<> puppet(Context self, Troupe* troupe, std::string name) {
  for (;;) {
    const Message message = co_await runtime::receive_any<Command>(self);
    Command command = *message.get_if<Command>();
    if (command.verb == "return") co_return;
    Lines lines;
    if (looks_at_mailbox(command)) {
      lines = co_await carry_out(self, troupe, command);
    } else {
      const Doer doer{self, *troupe, command};
      lines = act(doer);
    }
    // What it has sent itself strikes before it goes on.
    co_await runtime::sleep(self, at_once);
    troupe->answer(command, name, std::move(lines));
  }
}

}  // namespace forlopp::conformance
