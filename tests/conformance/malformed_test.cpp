#include <string>

#include <gtest/gtest.h>

#include "tests/conformance/performance.hpp"

namespace forlopp::conformance {
namespace {

/// What is said of a scenario that cannot be run.
std::string complaint_about(const std::string& text) {
  const auto scenario = Scenario::parse("s.json", text);
  if (!scenario) return scenario.error();
  const auto trace = perform(*scenario, {});
  return trace ? "nothing" : trace.error();
}

std::string supervisor(const std::string& ops) {
  return R"({"kind": "supervisor", "tree": {"id": "root"}, "ops": [)" + ops + "]}";
}

std::string process(const std::string& ops) {
  return R"({"kind": "process", "ops": [{"do": "spawn", "name": "a"}, )" + ops + "]}";
}

TEST(MalformedScenario, Is_told_from_the_others_by_its_file) {
  EXPECT_EQ(complaint_about("{"), "s.json: not JSON: incomplete JSON");
  EXPECT_EQ(complaint_about("[]"), "s.json: not a JSON object");
  EXPECT_EQ(complaint_about("{\"ops\": []}"), "s.json: 'kind' is missing");
  EXPECT_EQ(complaint_about(R"({"kind": "planet", "ops": []})"), "s.json: unknown kind 'planet'");
}

TEST(MalformedScenario, Names_the_step_and_what_is_wrong_there) {
  const std::string good = R"({"op": "wait", "ms": 5}, )";
  EXPECT_EQ(complaint_about(supervisor(good + R"({"op": "jump"})")),
            "s.json: step 2: unknown op 'jump'");
  EXPECT_EQ(complaint_about(supervisor(good + R"({"op": "exit", "id": "a"})")),
            "s.json: step 2: 'reason' is missing");
  EXPECT_EQ(complaint_about(supervisor(R"({"op": "wait", "ms": "soon"})")),
            "s.json: step 1: 'ms' is \"soon\", not a whole number");
  EXPECT_EQ(
      complaint_about(supervisor(R"({"op": "burst", "sup": "root", "ops": [{"op": "stop"}]})")),
      "s.json: step 1, op 1: 'reason' is missing");
  EXPECT_EQ(complaint_about(supervisor(R"({"op": "set_start", "id": "a", "start": ["no"]})")),
            "s.json: step 1: unknown outcome of a start 'no'");
}

std::string of_kind(const std::string& kind, const std::string& members, const std::string& ops) {
  return R"({"kind": ")" + kind + R"(", "init": {"state": "s"}, )" + members + R"("ops": [)" + ops +
         "]}";
}

TEST(MalformedScenario, Of_a_server_a_machine_or_a_manager_names_rule_and_step) {
  EXPECT_EQ(complaint_about(of_kind("server", "", R"({"op": "jump"})")),
            "s.json: step 1: unknown op 'jump'");
  EXPECT_EQ(complaint_about(of_kind("server", R"("rules": [{"on": "cast", "ret": "fly"}], )", "")),
            "s.json: rule 1: unknown 'ret' 'fly'");
  EXPECT_EQ(complaint_about(of_kind("server", "", R"({"op": "batch", "ops": [{"op": "cast"}]})")),
            "s.json: step 1, op 1: 'content' is missing");
  const std::string rule = R"("rules": [{"state": "s", "type": "cast", "content": "*", )";
  EXPECT_EQ(complaint_about(of_kind("statem", rule + R"("next": {"fly": "x"}}], )", "")),
            "s.json: rule 1: unknown 'next' 'fly'");
  EXPECT_EQ(complaint_about(of_kind("statem", rule + R"("next": "t", "actions": ["fly"]}], )", "")),
            "s.json: rule 1: what is action 'fly'?");
  EXPECT_EQ(complaint_about(of_kind("event", "", R"({"op": "add"})")),
            "s.json: step 1: 'h' is missing");
}

TEST(MalformedScenario, Names_the_verb_that_lacks_or_does_not_know_something) {
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "sing"})")),
            "s.json: step 2: unknown verb 'sing'");
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "send", "to": "a"})")),
            "s.json: step 2: 'msg' is missing");
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "info", "what": "age"})")),
            "s.json: step 2: 'info' knows no 'age'");
  EXPECT_EQ(complaint_about(process(R"({"do": "drain"})")), "s.json: step 2: 'p' is missing");
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "recv", "match": "x"})")),
            "s.json: step 2: 'a' waits for ever");
}

TEST(MalformedScenario, Names_who_does_not_exist) {
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "link", "to": "b"})")),
            "s.json: step 2: there is no process 'b'");
  EXPECT_EQ(complaint_about(process(R"({"p": "a", "do": "demonitor", "mon": "m"})")),
            "s.json: step 2: there is no reference 'm'");
  EXPECT_EQ(complaint_about(supervisor(R"({"op": "which_children", "sup": "s"})")),
            "s.json: step 1: there is no supervisor 's'");
  EXPECT_EQ(complaint_about(supervisor(R"({"op": "exit", "id": "a", "reason": "boom"})")),
            "s.json: step 1: there is no process of 'a'");
}

}  // namespace
}  // namespace forlopp::conformance
