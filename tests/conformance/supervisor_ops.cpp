#include "tests/conformance/supervisor_ops.hpp"

#include <chrono>

#include <fmt/format.h>

#include "tests/conformance/verbs.hpp"

namespace forlopp::conformance {
namespace {

void read_process(SupervisorOp& op) {
  op.id = op.fields.word("id");
  op.reason = op.fields.word("reason");
  op.title += fmt::format(" {} {}", op.id, op.reason);
}

void read_query(SupervisorOp& op) {
  op.supervisor = op.fields.word("sup");
  op.title += " " + op.supervisor;
}

void read_child_request(SupervisorOp& op) {
  read_query(op);
  op.id = op.fields.word("id");
  op.by_id = op.fields.has("by");
  if (op.by_id && op.fields.word("by") != "id") op.fields.complain("'by' may only be 'id'");
  op.title += " " + op.id;
}

void read_start_child(SupervisorOp& op) {
  if (!op.fields.has("spec")) return read_child_request(op);
  read_query(op);
  const auto spec = op.fields.object("spec");
  if (!spec) return;
  op.child = read_child(*spec);
  op.title += " " + op.child->id;
}

void read_set_start(SupervisorOp& op) {
  op.id = op.fields.word("id");
  op.title += " " + op.id;
  if (!op.fields.has("start")) op.fields.complain("'start' is missing");
  for (const std::string& start : op.fields.words("start")) {
    op.starts.push_back(read_outcome(op.fields, start));
  }
}

void read_burst(SupervisorOp& op) {
  read_query(op);
  if (!op.fields.has("ops")) op.fields.complain("'ops' is missing");
  op.inner = read_supervisor_ops(op.fields.objects("ops", "op"));
}

void read_upgrade(SupervisorOp& op) {
  read_query(op);
  read_supervisor(op.fields, SupervisorPlan{});
  op.result = op.fields.word_or("result", "");
  if (!op.result.empty() && op.result != "ignore" && op.result != "bad") {
    op.fields.complain("unknown 'result' '" + op.result + "'");
  }
}

void read_wait(SupervisorOp& op) {
  op.time = std::chrono::milliseconds{op.fields.number("ms")};
  op.title += " " + op.fields.word("ms");
}

void read_stop(SupervisorOp& op) {
  op.reason = op.fields.word("reason");
  op.title += " " + op.reason;
}

SupervisorOp read_op(const Fields& fields) {
  static const Verbs<SupervisorOp> verbs{
      {"exit", &read_process},
      {"signal", &read_process},
      {"terminate_child", &read_child_request},
      {"restart_child", &read_child_request},
      {"delete_child", &read_child_request},
      {"get_childspec", &read_child_request},
      {"start_child", &read_start_child},
      {"which_children", &read_query},
      {"count_children", &read_query},
      {"set_start", &read_set_start},
      {"burst", &read_burst},
      {"upgrade", &read_upgrade},
      {"wait", &read_wait},
      {"stop", &read_stop},
  };
  SupervisorOp op{.fields = fields, .verb = fields.word("op")};
  op.title = op.verb;
  if (fields.is_set("unordered")) op.order = Order::none;
  read_by_verb(verbs, op);
  return op;
}

}  // namespace

std::vector<SupervisorOp> read_supervisor_ops(const std::vector<Fields>& steps) {
  std::vector<SupervisorOp> ops;
  ops.reserve(steps.size());
  for (const Fields& step : steps) ops.push_back(read_op(step));
  return ops;
}

}  // namespace forlopp::conformance
