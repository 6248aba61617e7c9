#include "tests/conformance/supervision.hpp"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "runtime/process_code.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::Context;
using runtime::err;
using runtime::ExitReason;
using runtime::Message;
using runtime::Pid;
using runtime::Result;
using runtime::SupervisorReport;
using runtime::SupervisorSpec;

namespace {

struct End {
  ExitReason reason;
};
struct InstanceName {
  std::string id;
};

class Worker final : public runtime::ProcessCode {
 public:
  Worker(Supervision& tree, std::string id, std::string name, Outcome outcome, Trap trap)
      : tree_{tree},
        id_{std::move(id)},
        name_{std::move(name)},
        outcome_{std::move(outcome)},
        trap_{std::move(trap)} {}

  void init(Context& context) override {
    context.trap_exit(trap_.mode != Trap::Mode::none);
    tree_.enter(context.self(), id_, name_);
    if (outcome_.what == "init_exit") {
      tree_.hush(context.self());
      tree_.stage().event(fmt::format("start {} init_exit {}", name_, outcome_.detail));
      context.exit(reason_of(outcome_.detail));
    }
    tree_.stage().event(fmt::format("start {} ok", name_));
    if (outcome_.what != "ok_dead") return;
    context.init_ack();
    context.exit(reason_of(outcome_.detail));
  }

  void receive(Context& context, Message message) override {
    if (auto* end = message.get_if<End>()) context.exit(end->reason);
    if (const auto* exit = message.get_if<runtime::Exit>()) told_to_end(context, exit->reason);
  }

 private:
  void told_to_end(Context& context, const ExitReason& reason) {
    tree_.stage().event(fmt::format("signal {} {}", name_, to_term(reason)));
    if (trap_.mode == Trap::Mode::same) context.exit(reason);
    if (trap_.mode == Trap::Mode::exit) context.exit(reason_of(trap_.reason));
    if (trap_.mode == Trap::Mode::delay) {
      context.send_after(trap_.delay, context.self(), End{reason});
    }
  }

  Supervision& tree_;
  std::string id_;
  std::string name_;
  Outcome outcome_;
  Trap trap_;
};

}  // namespace

Supervision::Supervision(Stage& stage, SupervisorPlan root) : stage_{stage} {
  learn(root);
  stage.on_end = [this](Pid pid, const ExitReason& reason) { note_end(pid, reason); };
  stage.on_report = [this](const SupervisorReport& report) { note_report(report); };
}

// Plans.

void Supervision::learn(const SupervisorPlan& plan) {
  for (const ChildPlan& child : plan.children) learn(child);
  set_plan(plan);
}

void Supervision::set_plan(const SupervisorPlan& plan) {
  const std::scoped_lock lock{mutex_};
  plans_[plan.id] = plan;
}

void Supervision::learn(const ChildPlan& child) {
  if (child.supervisor) return learn(*child.supervisor);
  const std::scoped_lock lock{mutex_};
  Conduct& conduct = conducts_[child.id];
  if (!child.starts.empty()) {
    conduct.starts = child.starts;
    conduct.next = 0;
  }
}

std::optional<SupervisorPlan> Supervision::plan_of(const std::string& id) const {
  const std::scoped_lock lock{mutex_};
  const auto known = plans_.find(id);
  if (known == plans_.end()) return {};
  return known->second;
}

bool Supervision::knows(const std::string& id) const {
  const std::scoped_lock lock{mutex_};
  return plans_.contains(id) || conducts_.contains(id);
}

void Supervision::set_starts(const std::string& id, std::vector<Outcome> starts) {
  const std::scoped_lock lock{mutex_};
  Conduct& conduct = conducts_[id];
  conduct.starts = std::move(starts);
  conduct.next = 0;
}

Result<SupervisorSpec, Fault> Supervision::spec_of(const SupervisorPlan& plan) {
  auto spec = flags_of(plan);
  if (!spec) return spec;
  for (const ChildPlan& child : plan.children) {
    auto child_spec = spec_of(child);
    if (!child_spec) return err(child_spec.error());
    spec->children.push_back(std::move(*child_spec));
  }
  return spec;
}

Result<ChildSpec, Fault> Supervision::spec_of(const ChildPlan& plan) {
  auto spec = child_of(plan);
  if (!spec || !plan.has_start) return spec;
  if (plan.supervisor) {
    spec->start = [this, id = plan.id](Context& context, Message&) {
      return start_supervisor(context, id);
    };
  } else {
    spec->start = [this, id = plan.id, trap = plan.trap](Context& context, Message& argument) {
      return start_child(context, id, trap, argument);
    };
  }
  return spec;
}

// Starting.

ChildStart Supervision::start_supervisor(Context& context, const std::string& id) {
  const std::string name = next_name(id);
  stage_.event("sup-init " + name);
  const auto callback = [this, id, name](Context& self) { return init(self, id, name); };
  return runtime::start_supervisor(context, {.label = {"supervisor"}}, callback);
}

/// The init callback. What it may answer elsewhere and C++ has no value for ends it here.
std::optional<SupervisorSpec> Supervision::init(Context& context, const std::string& id,
                                                const std::string& name) {
  enter(context.self(), id, name);
  {
    const std::scoped_lock lock{mutex_};
    supervisors_.insert(context.self());
  }
  const SupervisorPlan plan = plan_of(id).value_or(SupervisorPlan{});
  if (plan.init == "ignore") {
    hush(context.self());
    return {};
  }
  if (plan.init == "crash") throw std::runtime_error{"init_crash"};
  if (plan.init == "bad") context.exit(ExitReason{"{bad_return,{CALLBACK,init,bad_return}}"});
  auto spec = spec_of(plan);
  if (spec) return std::move(*spec);
  const char* where = spec.error().in_child ? "start_spec" : "supervisor_data";
  context.exit(ExitReason{fmt::format("{{{},{}}}", where, spec.error().term)});
}

ChildStart Supervision::start_child(Context& context, const std::string& id, const Trap& trap,
                                    Message& argument) {
  const auto* instance = argument ? argument.get_if<InstanceName>() : nullptr;
  const std::string own_id = instance == nullptr ? id : instance->id;
  const Outcome outcome = next_outcome(own_id, id);
  const std::string name = next_name(own_id);
  const std::string& what = outcome.what;
  if (what == "ignore") {
    stage_.event(fmt::format("start {} ignore", name));
    return ChildStart::ignored();
  }
  if (what != "error" && what != "bad" && what != "raise") {
    return start_worker(context, name, own_id, outcome, trap);
  }
  stage_.event(fmt::format("start {} {} {}", name, what, outcome.detail));
  if (what == "raise") throw std::runtime_error{outcome.detail};
  return err(reason_of(outcome.detail));
}

ChildStart Supervision::start_worker(Context& context, const std::string& name,
                                     const std::string& id, const Outcome& outcome,
                                     const Trap& trap) {
  const runtime::SpawnOptions options{.label = {"worker"}};
  ChildStart started = context.start_link<Worker>(options, *this, id, name, outcome, trap);
  if (!started || outcome.what != "extra") return started;
  return ChildStart::with_info(*started, outcome.detail);
}

Outcome Supervision::next_outcome(const std::string& id, const std::string& template_id) {
  const std::scoped_lock lock{mutex_};
  Conduct& conduct = conducts_[id];
  if (conduct.starts.empty()) conduct.starts = conducts_[template_id].starts;
  if (conduct.starts.empty()) return {.what = "ok"};
  const std::size_t last = conduct.starts.size() - 1;
  return conduct.starts[std::min(conduct.next++, last)];
}

std::string Supervision::next_name(const std::string& id) {
  const std::scoped_lock lock{mutex_};
  return fmt::format("{}#{}", id, ++attempts_[id]);
}

// Processes.

Pid Supervision::pid(const std::string& id) const {
  const std::scoped_lock lock{mutex_};
  const auto known = latest_.find(id);
  return known == latest_.end() ? Pid{} : known->second;
}

Message Supervision::argument(const std::string& instance) {
  return Message::of(InstanceName{instance});
}

void Supervision::end(const std::string& id, const std::string& reason) {
  stage_.node().send(pid(id), End{reason_of(reason)});
}

void Supervision::enter(Pid pid, const std::string& id, const std::string& name) {
  stage_.name(pid, name);
  const std::scoped_lock lock{mutex_};
  latest_[id] = pid;
}

void Supervision::hush(Pid pid) {
  const std::scoped_lock lock{mutex_};
  hushed_.insert(pid);
}

// Events that the runtime tells of.

void Supervision::note_end(Pid pid, const ExitReason& reason) {
  const std::string name = stage_.name_of(pid);
  std::unique_lock lock{mutex_};
  if (name.empty() || hushed_.contains(pid)) return;
  const char* what = supervisors_.contains(pid) ? "sup-exit" : "stop";
  lock.unlock();
  stage_.event(fmt::format("{} {} {}", what, name, shown(reason)));
}

void Supervision::note_report(const SupervisorReport& report) {
  using Kind = SupervisorReport::Kind;
  static const std::map<Kind, const char*> told{{Kind::child_terminated, "child_terminated"},
                                                {Kind::start_error, "start_error"},
                                                {Kind::shutdown_error, "shutdown_error"},
                                                {Kind::gave_up, "shutdown"}};
  const auto kind = told.find(report.kind);
  if (kind == told.end()) return;
  const std::string who = report.pid ? stage_.name_of(report.pid) : report.child;
  stage_.event(fmt::format("report {} {} {} {}", stage_.name_of(report.supervisor), kind->second,
                           who, shown(report.reason)));
}

}  // namespace forlopp::conformance
