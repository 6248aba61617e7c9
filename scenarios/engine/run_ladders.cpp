#include "scenarios/engine/run_ladders.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

namespace forlopp::scenario {
namespace {

/// What happens all the time, call or no call.
constexpr std::array<std::string_view, 12> periodic{
    "Heartbeat", "HeartbeatEcho", "EventAck",    "CardTimeout", "RepeatEvents", "PeopleTick",
    "Measure",   "WriteTime",     "StateReport", "Attach",      "AuditTime",    "CircuitsTick"};

/// The number behind `o_half ` or `t_half `; 0 for any other process.
std::uint64_t call_of(std::string_view label) {
  if (!label.starts_with("o_half ") && !label.starts_with("t_half ")) return 0;
  std::uint64_t call = 0;
  const std::string_view number = label.substr(7);
  std::from_chars(number.data(), number.data() + number.size(), call);
  return call;
}

std::string text_of(const runtime::TraceEvent& event) {
  const runtime::MessageType& type = event.message->type();
  if (type.describe == nullptr) return std::string{event.what};
  return type.describe(event.message->value());
}

}  // namespace

std::string LadderRecorder::label(runtime::Pid pid) const {
  if (!pid) return "timer";
  return node_->label_of(pid).value_or("(gone)");
}

LadderRecorder::Recorded* LadderRecorder::recorded(const std::string& from, const std::string& to) {
  std::uint64_t call = std::max(call_of(from), call_of(to));
  if (call == 0 && scope_ == LadderScope::everything) call = static_cast<std::uint64_t>(ended_) + 1;
  return call == 0 || call > recorded_.size() ? nullptr : &recorded_[call - 1];
}

void LadderRecorder::traced(const runtime::TraceEvent& event) {
  if (event.kind != runtime::TraceEvent::Kind::handled || !needs_trace()) return;
  if (std::ranges::find(periodic, event.what) != periodic.end()) return;
  const std::string from = label(event.from);
  const std::string to = label(event.to);
  if (from == to && event.from == event.to) return;
  if (Recorded* call = recorded(from, to)) {
    call->steps.push_back(
        {.when = event.when.time_since_epoch(), .from = from, .to = to, .what = text_of(event)});
  }
}

void LadderRecorder::call_ended(callmodel::CallId call, const std::string& how) {
  const auto number = static_cast<std::uint64_t>(call);
  if (number == 0 || number > recorded_.size()) return;
  ++ended_;
  recorded_[number - 1].title = fmt::format("call {}, {}", number, how);
}

std::vector<LadderRecord> LadderRecorder::ladders() const {
  std::vector<LadderRecord> ladders;
  for (const Recorded& call : recorded_) {
    if (!call.steps.empty()) ladders.push_back({call.title, draw_ladder(call.steps)});
  }
  return ladders;
}

}  // namespace forlopp::scenario
