#include <atomic>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "runtime/script.hpp"
#include "runtime/sys.hpp"
#include "tests/conformance/kinds.hpp"
#include "tests/conformance/supervision.hpp"
#include "tests/conformance/supervisor_answers.hpp"
#include "tests/conformance/supervisor_ops.hpp"
#include "tests/conformance/terms.hpp"

namespace forlopp::conformance {

using runtime::Context;
using runtime::ExitReason;
using runtime::Message;
using runtime::Pid;
using runtime::Result;
using runtime::Task;

namespace {

struct StartRoot {};
struct StopRoot {
  ExitReason reason;
};

/// The parent of the root supervisor.
class Parent final : public runtime::ProcessCode {
 public:
  Parent(Supervision& tree, std::string root) : tree_{tree}, root_{std::move(root)} {}

  void receive(Context& context, Message message) override {
    if (message.is<StartRoot>()) start_root(context);
    if (auto* stop = message.get_if<StopRoot>()) {
      context.exit_signal(tree_.pid(root_), stop->reason);
    }
  }

 private:
  void start_root(Context& context) {
    context.trap_exit();
    const runtime::ChildStart started = tree_.start_supervisor(context, root_);
    tree_.stage().result(!started               ? "result error " + shown(started.error())
                         : started.is_ignored() ? "result ignore"
                                                : "result ok");
  }

  Supervision& tree_;
  std::string root_;
};

/// Tells what came of a request, on the asking process.
template <class Answer>
struct Told {
  std::function<void(const Result<Answer, ExitReason>&)> tell;
};

template <class Answer, class Request>
Task<> ask(Context self, Pid supervisor, Request request, Told<Answer> told) {
  const auto answer =
      co_await runtime::call<Answer>(self, supervisor, std::move(request), runtime::infinity);
  told.tell(answer);
}

Task<> send_signal(Context self, Pid to, ExitReason reason) {
  self.exit_signal(to, std::move(reason));
  co_return;
}

/// Carries out the operations of one scenario.
class Run {
 public:
  Run(Stage& stage, const SupervisorPlan& root)
      : stage_{stage},
        tree_{stage, root},
        root_{root.id},
        parent_{stage.node().spawn<Parent>({.label = {"parent"}}, tree_, root_)} {}

  void play(const std::vector<SupervisorOp>& ops) {
    stage_.begin_block("start");
    stage_.node().send(parent_, StartRoot{});
    stage_.run_out();
    for (const SupervisorOp& op : ops) {
      if (!stage_.node().is_alive(tree_.pid(root_))) return;
      stage_.begin_block(op.title, op.order);
      carry_out(op, "result");
      stage_.run_out();
      if (!stage_.settle_until([this] { return open_ == 0; })) op.fields.complain("no answer");
    }
  }

 private:
  using Act = void (Run::*)(const SupervisorOp& op, const std::string& result);

  void carry_out(const SupervisorOp& op, const std::string& result) {
    static const std::map<std::string, Act> acts{{"exit", &Run::exit},
                                                 {"signal", &Run::signal},
                                                 {"terminate_child", &Run::terminate_child},
                                                 {"restart_child", &Run::restart_child},
                                                 {"delete_child", &Run::delete_child},
                                                 {"get_childspec", &Run::get_childspec},
                                                 {"start_child", &Run::start_child},
                                                 {"which_children", &Run::which_children},
                                                 {"count_children", &Run::count_children},
                                                 {"set_start", &Run::set_start},
                                                 {"burst", &Run::burst},
                                                 {"upgrade", &Run::upgrade},
                                                 {"wait", &Run::wait},
                                                 {"stop", &Run::stop}};
    if (!op.supervisor.empty() && !tree_.plan_of(op.supervisor)) {
      return op.fields.complain("there is no supervisor '" + op.supervisor + "'");
    }
    (this->*acts.at(op.verb))(op, result);
  }

  // What happens to processes.

  /// Nobody if it does not run, which then is the result.
  Pid process(const SupervisorOp& op, const std::string& result) {
    if (!tree_.knows(op.id)) op.fields.complain("there is no process of '" + op.id + "'");
    const Pid pid = tree_.pid(op.id);
    if (stage_.node().is_alive(pid)) return pid;
    stage_.result(result + " noproc");
    return Pid{};
  }
  void exit(const SupervisorOp& op, const std::string& result) {
    if (tree_.plan_of(op.id)) return op.fields.complain("'" + op.id + "' is not a worker");
    if (process(op, result)) tree_.end(op.id, op.reason);
  }
  void signal(const SupervisorOp& op, const std::string& result) {
    const Pid pid = process(op, result);
    if (!pid) return;
    stage_.node().spawn({.label = {"stranger"}},
                        runtime::script(&send_signal, pid, reason_of(op.reason)));
  }
  void set_start(const SupervisorOp& op, const std::string&) { tree_.set_starts(op.id, op.starts); }
  void wait(const SupervisorOp& op, const std::string&) { stage_.wait(op.time); }
  void stop(const SupervisorOp& op, const std::string&) {
    stage_.node().send(parent_, StopRoot{reason_of(op.reason)});
  }

  // Requests.

  /// Gives the text of a result its place, in the order of the requests.
  auto teller(const std::string& result) {
    return [this, result, place = stage_.reserve_result()](const std::string& text) {
      stage_.result(place, result + " " + text);
    };
  }

  template <class Answer, class Request>
  void request(const SupervisorOp& op, const std::string& result, Request request) {
    ask_and<Answer>(op, std::move(request), teller(result),
                    [this](const Answer& answer) { return shown(stage_, answer); });
  }

  template <class Answer, class Request, class Tell, class Show>
  void ask_and(const SupervisorOp& op, Request request, Tell tell, Show show) {
    ++open_;
    Told<Answer> told{[this, tell, show](const Result<Answer, ExitReason>& answer) {
      tell(answer ? show(*answer) : failure(answer.error()));
      --open_;
    }};
    stage_.node().spawn({.label = {"client"}},
                        runtime::script(&ask<Answer, Request>, tree_.pid(op.supervisor),
                                        std::move(request), std::move(told)));
  }

  static std::string failure(const ExitReason& reason) {
    return reason.kind() == ExitReason::Kind::noproc ? "noproc" : "exit " + shown(reason);
  }

  bool is_simple(const SupervisorOp& op) {
    return tree_.plan_of(op.supervisor)->strategy == "simple_one_for_one";
  }

  void terminate_child(const SupervisorOp& op, const std::string& result) {
    runtime::TerminateChild child{.id = op.id};
    if (is_simple(op) && !op.by_id) child = {.pid = tree_.pid(op.id)};
    request<runtime::ChildAnswer>(op, result, std::move(child));
  }
  void restart_child(const SupervisorOp& op, const std::string& result) {
    request<runtime::StartChildAnswer>(op, result, runtime::RestartChild{op.id});
  }
  void delete_child(const SupervisorOp& op, const std::string& result) {
    request<runtime::ChildAnswer>(op, result, runtime::DeleteChild{op.id});
  }
  void get_childspec(const SupervisorOp& op, const std::string& result) {
    runtime::GetChildSpec child{.id = op.id};
    if (is_simple(op) && !op.by_id) child = {.pid = tree_.pid(op.id)};
    request<runtime::ChildSpecAnswer>(op, result, std::move(child));
  }
  void count_children(const SupervisorOp& op, const std::string& result) {
    request<runtime::ChildCounts>(op, result, runtime::CountChildren{});
  }
  void which_children(const SupervisorOp& op, const std::string& result) {
    const auto strategy =
        is_simple(op) ? runtime::Strategy::simple_one_for_one : runtime::Strategy::one_for_one;
    using Children = std::vector<runtime::ChildInfo>;
    ask_and<Children>(
        op, runtime::WhichChildren{}, teller(result),
        [=, this](const Children& children) { return shown(stage_, children, strategy); });
  }

  void start_child(const SupervisorOp& op, const std::string& result) {
    using runtime::StartChildAnswer;
    if (!op.child) {
      return request<StartChildAnswer>(op, result,
                                       runtime::StartChild{Supervision::argument(op.id)});
    }
    tree_.learn(*op.child);
    const auto spec = tree_.spec_of(*op.child);
    if (!spec) return refuse(op, result, spec.error().term);
    request<StartChildAnswer>(op, result, runtime::AddChild{*spec});
  }

  /// In place of a supervisor that cannot even be asked.
  void refuse(const SupervisorOp& op, const std::string& result, const std::string& fault) {
    const bool alive = stage_.node().is_alive(tree_.pid(op.supervisor));
    teller(result)(alive ? "error " + fault : "noproc");
  }

  void upgrade(const SupervisorOp& op, const std::string& result) {
    if (!stage_.node().is_alive(tree_.pid(op.supervisor))) return stage_.result(result + " noproc");
    stage_.event("sup-upgrade " + op.supervisor);
    if (op.result == "ignore") return stage_.result(result + " ok");
    if (op.result == "bad") return stage_.result(result + " error bad_return");
    const SupervisorPlan plan = read_supervisor(op.fields, *tree_.plan_of(op.supervisor));
    const auto spec = tree_.spec_of(plan);
    if (!spec) return refuse(op, result, spec.error().term);
    const bool new_children = op.fields.has("children");
    using runtime::UpgradeAnswer;
    ask_and<UpgradeAnswer>(op, runtime::UpgradeSupervisor{*spec}, teller(result),
                           [this, plan, new_children](const UpgradeAnswer& answer) {
                             if (!answer.refused && new_children) tree_.learn(plan);
                             if (!answer.refused) tree_.set_plan(plan);
                             return shown(stage_, answer);
                           });
  }

  void burst(const SupervisorOp& op, const std::string&) {
    runtime::sys::suspend(stage_.node(), tree_.pid(op.supervisor));
    stage_.settle();
    for (const SupervisorOp& inner : op.inner) {
      carry_out(inner, fmt::format("result({})", inner.title));
      stage_.run_out();
    }
    runtime::sys::resume(stage_.node(), tree_.pid(op.supervisor));
    stage_.settle();
  }
  Stage& stage_;
  Supervision tree_;
  std::string root_;
  Pid parent_;
  std::atomic<int> open_{0};
};

}  // namespace

void play_supervisor(const Scenario& scenario, Stage& stage) {
  SupervisorPlan root{.id = "root"};
  if (const auto tree = scenario.fields().object("tree")) {
    root.id = tree->word_or("id", "root");
    root = read_supervisor(*tree, root);
  }
  const std::vector<SupervisorOp> ops = read_supervisor_ops(scenario.steps());
  if (scenario.complaint()) return;
  const auto run = std::make_shared<Run>(stage, root);
  stage.keep(run);
  run->play(ops);
}

}  // namespace forlopp::conformance
