#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

#include "runtime/script.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/supervisor.hpp"
#include "tests/support/event_log.hpp"

/// Supervisors that learn from a callback what they are.
namespace forlopp::runtime {
namespace {

using test::EventLog;

/// Starts a supervisor with this callback below a process that traps exits.
Task<> start(Context self, SupervisorInit init, EventLog* log) {
  self.trap_exit();
  const ChildStart started = start_supervisor(self, {.label = {"root"}}, std::move(init));
  log->add(!started ? to_string(started.error()) : started.is_ignored() ? "ignored" : "started");
  co_return;
}

std::vector<std::string> started_with(const SupervisorInit& init) {
  EventLog log;
  SimulatedNode node;
  node.spawn({.label = {"starter"}}, script(&start, init, &log));
  node.settle();
  EXPECT_EQ(node.counts().alive, 0U);
  return log.lines();
}

ChildSpec child(const ChildId& id, std::atomic<int>* starts) {
  const auto start = [starts](Context&, Message&) {
    ++*starts;
    return ChildStart::ignored();
  };
  return {.id = id, .start = start};
}

using Lines = std::vector<std::string>;

TEST(SupervisorInit, Specification_is_taken_from_the_callback) {
  std::atomic<int> starts{0};
  const auto init = [&](Context&) {
    return SupervisorSpec{.children = {child("a", &starts), child("b", &starts)}};
  };
  EXPECT_EQ(started_with(init), Lines{"started"});
  EXPECT_EQ(starts, 2);
}

TEST(SupervisorInit, SUP_07_declining_starts_nobody_and_is_no_failure) {
  EXPECT_EQ(started_with([](Context&) { return std::nullopt; }), Lines{"ignored"});
}

TEST(SupervisorInit, SUP_07_crash_of_the_callback_is_why_the_start_fails) {
  const auto init = [](Context&) -> std::optional<SupervisorSpec> {
    throw std::runtime_error{"no plan"};
  };
  EXPECT_EQ(started_with(init), Lines{"error: no plan"});
}

TEST(SupervisorInit, SUP_08_fault_in_what_it_answers_fails_the_start) {
  std::atomic<int> starts{0};
  const auto init = [&](Context&) {
    return SupervisorSpec{.children = {child("a", &starts), child("a", &starts)}};
  };
  EXPECT_EQ(started_with(init), Lines{"{start_spec,{duplicate_child_name,a}}"});
  EXPECT_EQ(starts, 0);
}

}  // namespace
}  // namespace forlopp::runtime
