#include "tests/unit/runtime/supervision_lab.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "runtime/script.hpp"
#include "runtime/sys.hpp"

namespace forlopp::runtime::lab {
namespace {

/// What the laboratory asks of a worker or of the parent.
struct End {
  ExitReason reason;
};
struct Unlink {};
struct StartRoot {
  static constexpr bool is_isolated_value = true;
  SupervisorSpec spec;
};
struct InstanceName {
  std::string id;
};

std::pair<std::string, std::string> split(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return {text, ""};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

/// A label's text must live as long as the program.
const char* long_lived(const std::string& text) {
  static std::set<std::string> texts;
  return texts.insert(text).first->c_str();
}

}  // namespace

ExitReason reason_of(const std::string& text) {
  using Kind = ExitReason::Kind;
  static const std::map<std::string, Kind> plain{{"normal", Kind::normal},
                                                 {"shutdown", Kind::shutdown},
                                                 {"kill", Kind::kill},
                                                 {"killed", Kind::killed},
                                                 {"noproc", Kind::noproc}};
  if (const auto known = plain.find(text); known != plain.end()) return known->second;
  if (text.starts_with("{shutdown,")) {
    return ExitReason::shutdown_because(text.substr(10, text.size() - 11));
  }
  return ExitReason{text};
}

class Worker final : public ProcessCode {
 public:
  Worker(Lab& lab, std::string name, std::string trap, std::string init_exit)
      : lab_{lab}, name_{std::move(name)}, init_exit_{std::move(init_exit)} {
    std::tie(trap_, detail_) = split(trap);
  }

  void init(Context& context) override {
    context.trap_exit(!trap_.empty());
    if (init_exit_.empty()) return;
    lab_.note(fmt::format("start {} init_exit {}", name_, init_exit_));
    context.exit(reason_of(init_exit_));
  }
  void receive(Context& context, Message message) override {
    if (auto* end = message.get_if<End>()) context.exit(end->reason);
    if (message.is<Unlink>()) context.unlink(context.parent());
    if (const auto* exit = message.get_if<Exit>()) told_to_end(context, exit->reason);
  }

 private:
  void told_to_end(Context& context, const ExitReason& reason) {
    lab_.note(fmt::format("signal {} {}", name_, to_string(reason)));
    if (trap_ == "same") context.exit(reason);
    if (trap_ == "exit") context.exit(reason_of(detail_));
    if (trap_ == "delay") {
      const std::chrono::milliseconds delay{std::stoi(detail_)};
      context.send_after(delay, context.self(), End{reason});
    }
  }

  Lab& lab_;
  std::string name_;
  std::string trap_;
  std::string detail_;
  std::string init_exit_;
};

/// The parent of the root supervisor; asks it and writes down the answers.
class Parent final : public ProcessCode {
 public:
  explicit Parent(Lab& lab) : lab_{lab} {}

  void receive(Context& context, Message message) override {
    if (auto* start = message.get_if<StartRoot>()) start_root(context, std::move(start->spec));
    if (auto* end = message.get_if<End>()) context.exit_signal(lab_.pid("root"), end->reason);
    ask_one_of(context, message,
               Messages<StartChild, AddChild, TerminateChild, RestartChild, DeleteChild,
                        WhichChildren, CountChildren, GetChildSpec, UpgradeSupervisor>{});
    note_answer(message);
  }

 private:
  void start_root(Context& context, SupervisorSpec spec) {
    context.trap_exit();
    const ChildStart started = lab_.start_nested(context, "root", spec);
    lab_.note_result(started ? "result ok" : "result error " + to_string(started.error()));
  }

  template <class... Request>
  void ask_one_of(Context& context, Message& message, Messages<Request...>) {
    (ask(context, message.get_if<Lab::Question<Request>>()), ...);
  }
  template <class Request>
  void ask(Context& context, Lab::Question<Request>* question) {
    if (question == nullptr) return;
    context.request(lab_.pid(question->supervisor), std::move(question->request));
  }

  void note_answer(const Message& message) {
    if (const auto* start = message.get_if<Reply<StartChildAnswer>>()) note_start(start->value);
    if (const auto* child = message.get_if<Reply<ChildAnswer>>()) note_child(child->value);
    if (const auto* which = message.get_if<Reply<std::vector<ChildInfo>>>()) {
      note_which(which->value);
    }
    if (const auto* counts = message.get_if<Reply<ChildCounts>>()) {
      const ChildCounts& c = counts->value;
      lab_.note_result(fmt::format("result specs={} active={} supervisors={} workers={}", c.specs,
                                   c.active, c.supervisors, c.workers));
    }
    if (const auto* spec = message.get_if<Reply<ChildSpecAnswer>>()) note_spec(spec->value);
    if (const auto* upgrade = message.get_if<Reply<UpgradeAnswer>>()) {
      const auto& refused = upgrade->value.refused;
      lab_.note_result(refused ? "result error " + to_string(*refused) : "result ok");
    }
  }
  void note_start(const StartChildAnswer& answer) {
    if (!answer.child && answer.holder) {
      lab_.note_result(fmt::format("result error {{{},{}}}", to_string(answer.child.error()),
                                   lab_.name_of(answer.holder)));
    } else if (!answer.child) {
      lab_.note_result("result error " + to_string(answer.child.error()));
    } else {
      lab_.note_result("result ok " + (*answer.child ? lab_.name_of(*answer.child) : "undefined"));
    }
  }
  void note_child(ChildAnswer answer) {
    static constexpr const char* texts[]{"ok", "error not_found", "error running",
                                         "error restarting", "error simple_one_for_one"};
    lab_.note_result(std::string{"result "} + texts[static_cast<std::size_t>(answer)]);
  }
  void note_which(const std::vector<ChildInfo>& children) {
    std::string list;
    for (const ChildInfo& child : children) {
      const char* state = child.state == ChildState::restarting ? "restarting" : "undefined";
      list += fmt::format("{}{}:{}:{}", list.empty() ? "" : ",", child.id,
                          child.pid ? lab_.name_of(child.pid) : state,
                          child.type == ChildType::supervisor ? "supervisor" : "worker");
    }
    lab_.note_result(fmt::format("result [{}]", list));
  }
  void note_spec(const ChildSpecAnswer& answer) {
    static constexpr const char* restarts[]{"permanent", "transient", "temporary"};
    if (!answer.spec) return lab_.note_result("result error not_found");
    const ChildSpec& spec = *answer.spec;
    const auto patience =
        std::chrono::duration_cast<std::chrono::milliseconds>(spec.patience()).count();
    lab_.note_result(
        fmt::format("result ok id={} restart={} significant={} shutdown={} type={}", spec.id,
                    restarts[static_cast<std::size_t>(spec.restart)], spec.significant,
                    spec.patience() == infinity ? "infinity" : std::to_string(patience),
                    spec.type == ChildType::supervisor ? "supervisor" : "worker"));
  }

  Lab& lab_;
};

Lab::Lab(std::uint64_t seed) : node_{{.seed = seed, .observer = this}} {
  node_.trace(true);
  parent_ = node_.spawn<Parent>({.label = {"parent"}}, *this);
}

Lab::~Lab() {
  node_.trace(false);
}

void Lab::conduct(const std::string& id, Conduct how) {
  conducts_[id] = std::move(how);
  planned_[id] = 0;
}

ChildSpec Lab::worker(const std::string& id, Restart restart) {
  const auto start = [this, id](Context& context, Message& argument) {
    const auto* instance = argument ? argument.get_if<InstanceName>() : nullptr;
    return start_worker(context, instance == nullptr ? id : instance->id);
  };
  return {.id = id, .start = start, .restart = restart, .shutdown = std::chrono::milliseconds{200}};
}

ChildSpec Lab::nested(const std::string& id, SupervisorSpec spec, Restart restart) {
  const auto start = [this, id, spec = std::move(spec)](Context& context, Message&) {
    return start_nested(context, id, spec);
  };
  return {.id = id, .start = start, .restart = restart, .type = ChildType::supervisor};
}

Message Lab::argument(const std::string& id) {
  return Message::of(InstanceName{id});
}

void Lab::start(SupervisorSpec root) {
  put(Message::of(StartRoot{std::move(root)}));
}

void Lab::exit(const std::string& id, const std::string& reason) {
  node_.send(pid(id), End{reason_of(reason)});
  settle();
}

void Lab::unlink(const std::string& id) {
  node_.send(pid(id), Unlink{});
  settle();
}

void Lab::signal(const std::string& id, const std::string& reason) {
  const auto stranger = +[](Context self, Pid to, ExitReason why) -> Task<> {
    self.exit_signal(to, why);
    co_return;
  };
  node_.spawn({.label = {"stranger"}}, script(stranger, pid(id), reason_of(reason)));
  settle();
}

void Lab::stop_root(const std::string& reason) {
  put(Message::of(End{reason_of(reason)}));
}

void Lab::suspend(const std::string& supervisor) {
  sys::suspend(node_, pid(supervisor));
  settle();
}

void Lab::resume(const std::string& supervisor) {
  sys::resume(node_, pid(supervisor));
  settle();
}

void Lab::wait(Duration time) {
  node_.run_for(time);
}

std::vector<std::string> Lab::happened() {
  std::vector<std::string> all = std::move(events_);
  all.insert(all.end(), results_.begin(), results_.end());
  events_.clear();
  results_.clear();
  return all;
}

Pid Lab::pid(const std::string& id) const {
  const auto found = latest_.find(id);
  return found == latest_.end() ? Pid{} : found->second;
}

void Lab::put(Message message) {
  node_.send_message(parent_, std::move(message));
  settle();
}

/// Until everybody waits for something that only this test or a long time can bring.
void Lab::settle() {
  node_.run_for(std::chrono::milliseconds{600});
}

void Lab::supervised(const SupervisorReport& report) {
  using Kind = SupervisorReport::Kind;
  static const std::map<Kind, std::string> told{{Kind::child_terminated, "child_terminated"},
                                                {Kind::start_error, "start_error"},
                                                {Kind::shutdown_error, "shutdown_error"},
                                                {Kind::gave_up, "shutdown"}};
  const auto kind = told.find(report.kind);
  if (kind == told.end()) return;
  note(fmt::format("report {} {} {} {}", report.supervisor_label, kind->second,
                   report.pid ? name_of(report.pid) : report.child, to_string(report.reason)));
}

void Lab::traced(const TraceEvent& event) {
  if (event.kind == TraceEvent::Kind::spawned) names_[event.to] = event.what;
  if (event.kind != TraceEvent::Kind::ended) return;
  const std::string& name = names_[event.to];
  if (name.find('#') == std::string::npos) return;
  note(
      fmt::format("{} {} {}", supervisors_.contains(name) ? "sup-exit" : "stop", name, event.what));
}

std::string Lab::next_name(const std::string& id) {
  return fmt::format("{}#{}", id, ++attempts_[id]);
}

std::string Lab::name_of(Pid pid) const {
  const auto found = names_.find(pid);
  return found == names_.end() ? to_string(pid) : found->second;
}

ChildStart Lab::start_worker(Context& context, const std::string& id) {
  Conduct& how = conducts_[id];
  const std::size_t attempt = std::min(planned_[id]++, how.starts.size() - 1);
  const auto [outcome, detail] = split(how.starts[attempt]);
  const std::string name = next_name(id);
  if (outcome != "init_exit") {
    const bool ok = outcome.starts_with("ok");
    note(fmt::format("start {} {}{}{}", name, ok ? "ok" : outcome, ok || detail.empty() ? "" : " ",
                     ok ? "" : detail));
  }
  if (outcome == "ignore") return ChildStart::ignored();
  if (outcome == "error") return err(reason_of(detail));
  if (outcome == "raise") throw std::runtime_error{detail};
  const SpawnOptions options{.label = {long_lived(name)}};
  ChildStart started = context.start_link<Worker>(options, *this, name, how.trap,
                                                  outcome == "init_exit" ? detail : "");
  if (!started) return started;
  latest_[id] = *started;
  if (outcome == "ok_dead") context.exit_signal(*started, reason_of(detail));
  return started;
}

ChildStart Lab::start_nested(Context& context, const std::string& id, const SupervisorSpec& spec) {
  const std::string name = next_name(id);
  supervisors_.insert(name);
  note("sup-init " + name);
  ChildStart started = start_supervisor(context, {.label = {long_lived(name)}}, spec);
  latest_[id] = started ? *started : started.unfinished();
  return started;
}

}  // namespace forlopp::runtime::lab
