#pragma once

#include <string>
#include <vector>

#include "runtime/gen_event.hpp"
#include "tests/conformance/fields.hpp"
#include "tests/conformance/stage.hpp"

namespace forlopp::conformance {

/// What a handler of an event manager answers to an event, a call or its `init`.
struct ListenerRule {
  std::string listener;
  std::string content;
  Phrase ret;
};
/// What is wrong is noted by the scenario.
ListenerRule read_listener_rule(const Fields& fields);

/// What handlers are told, and what they say at their end.
struct Word {
  std::string text;
};

struct EventPlan {
  Stage* stage;
  std::vector<ListenerRule> rules{};
};
/// The plan must outlive it.
runtime::EventHandlerSpec listener(const EventPlan& plan, const std::string& name);

/// `{error,R}` as OTP shows the failure of a handler.
std::string shown_failure(const runtime::ExitReason& reason);

}  // namespace forlopp::conformance
