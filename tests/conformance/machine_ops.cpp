#include "tests/conformance/machine_ops.hpp"

#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/conformance/verbs.hpp"

namespace forlopp::conformance {
namespace {

void read_nothing(MachineOp&) {}

void read_content(MachineOp& op) {
  op.content = op.fields.word("content");
  op.title += " " + op.content;
}

void read_call(MachineOp& op) {
  read_content(op);
  if (!op.fields.has("timeout")) return;
  op.time = std::chrono::milliseconds{op.fields.number("timeout")};
  op.title += " " + op.fields.word("timeout");
}

void read_reason(MachineOp& op) {
  op.reason = op.fields.word("reason");
  op.title += " " + op.reason;
}

void read_wait(MachineOp& op) {
  op.time = std::chrono::milliseconds{op.fields.number("ms")};
  op.title += " " + op.fields.word("ms");
}

void read_batch(MachineOp& op) {
  if (!op.fields.has("ops")) op.fields.complain("'ops' is missing");
  op.inner = read_machine_ops(op.fields.objects("ops", "op"));
  std::vector<std::string> titles;
  for (const MachineOp& inner : op.inner) titles.push_back(inner.title);
  op.title += fmt::format(" [{}]", fmt::join(titles, "; "));
}

MachineOp read_op(const Fields& fields) {
  static const Verbs<MachineOp> verbs{
      {"batch", &read_batch},     {"call", &read_call},           {"call_self", &read_nothing},
      {"cast", &read_content},    {"code_change", &read_content}, {"get_state", &read_nothing},
      {"info", &read_content},    {"parent_exit", &read_reason},  {"resume", &read_nothing},
      {"signal", &read_reason},   {"start_again", &read_nothing}, {"stop", &read_reason},
      {"suspend", &read_nothing}, {"wait", &read_wait},
  };
  MachineOp op{.fields = fields, .verb = fields.word("op"), .title = {}};
  op.title = op.verb;
  read_by_verb(verbs, op);
  return op;
}

}  // namespace

std::vector<MachineOp> read_machine_ops(const std::vector<Fields>& steps) {
  std::vector<MachineOp> ops;
  ops.reserve(steps.size());
  for (const Fields& step : steps) ops.push_back(read_op(step));
  return ops;
}

}  // namespace forlopp::conformance
