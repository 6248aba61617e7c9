#include "scenarios/engine/run_ladders.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

namespace forlopp::scenario {
namespace {

/// Between whom a call happens; the rest of the exchange has business of its own.
constexpr std::array<std::string_view, 8> parties{"telephones",      "card",       "o_half",
                                                  "t_half",          "calls",      "path_finder",
                                                  "digit_receivers", "trunk_group"};

/// They serve every call, and stand to the right of those who make one.
constexpr std::array<std::string_view, 4> services{"calls", "digit_receivers", "path_finder",
                                                   "store"};

/// It asks every half-call now and then, whatever the call does.
constexpr std::string_view auditor = "audit";

/// After the end of an attempt telephones are put down and resources come back.
constexpr Duration time_to_settle = std::chrono::seconds{30};

/// What happens all the time between them, call or no call.
constexpr std::array<std::string_view, 9> periodic{"Heartbeat",   "HeartbeatEcho", "EventAck",
                                                   "CardTimeout", "RepeatEvents",  "PeopleTick",
                                                   "StateReport", "Attach",        "Exit"};

bool is_party(std::string_view label) {
  return std::ranges::any_of(parties, [&](std::string_view party) {
    return label == party ||
           (label.starts_with(party) && label.substr(party.size()).starts_with(' '));
  });
}

bool is_boot(std::string_view text) {
  return text.starts_with("boot ");
}

/// The number behind `o_half ` or `t_half `; 0 for any other process.
std::uint64_t call_of(std::string_view label) {
  if (!label.starts_with("o_half ") && !label.starts_with("t_half ")) return 0;
  std::uint64_t call = 0;
  const std::string_view number = label.substr(7);
  std::from_chars(number.data(), number.data() + number.size(), call);
  return call;
}

/// `Call<a::b::StartChild>` and `Reply<a::b::Answer>` are told apart by their arrows.
std::string_view innermost(std::string_view type) {
  const auto open = type.rfind('<');
  if (open == std::string_view::npos) return type;
  type = type.substr(open + 1, type.find('>') - open - 1);
  const auto scope = type.rfind("::");
  return scope == std::string_view::npos ? type : type.substr(scope + 2);
}

/// Which line or circuit it is about, the lifelines say.
std::string arrow_text(const runtime::TraceEvent& event) {
  const runtime::MessageType& type = event.message->type();
  if (type.describe == nullptr) return std::string{innermost(event.what)};
  const std::string text = type.describe(event.message->value());
  return text.substr(0, std::min(text.find(" line "), text.find(" from line ")));
}

}  // namespace

std::string LadderRecorder::label(runtime::Pid pid) const {
  if (!pid) return "timer";
  return node_->label_of(pid).value_or("(gone)");
}

LadderRecorder::Recorded* LadderRecorder::recorded(const std::string& from, const std::string& to) {
  std::uint64_t call = std::max(call_of(from), call_of(to));
  if (call == 0 && scope_ == LadderScope::everything) {
    call = static_cast<std::uint64_t>(std::min(ended_ + 1, calls_max_));
  }
  return call == 0 || call > recorded_.size() ? nullptr : &recorded_[call - 1];
}

void LadderRecorder::traced(const runtime::TraceEvent& event) {
  if (event.kind != runtime::TraceEvent::Kind::handled ||
      !needs_trace(event.when.time_since_epoch()))
    return;
  if (std::ranges::find(periodic, event.what) != periodic.end()) return;
  const std::string from = label(event.from);
  const std::string to = label(event.to);
  if (from == to && event.from == event.to) return;
  if (from == auditor || to == auditor) return;
  if (scope_ == LadderScope::everything && !(is_party(from) && is_party(to))) return;
  Recorded* call = recorded(from, to);
  std::string text = arrow_text(event);
  if (call == nullptr || is_boot(text)) return;
  call->steps.push_back(
      {.when = event.when.time_since_epoch(), .from = from, .to = to, .what = std::move(text)});
}

bool LadderRecorder::needs_trace(Duration now) const {
  return ended_ < calls_max_ || (calls_max_ > 0 && now < last_ended_ + time_to_settle);
}

void LadderRecorder::call_ended(callmodel::CallId call, Duration now, const std::string& how) {
  const auto number = static_cast<std::uint64_t>(call);
  if (number == 0 || number > recorded_.size()) return;
  ++ended_;
  last_ended_ = now;
  recorded_[number - 1].title = fmt::format("call {}, {}", number, how);
}

std::vector<LadderRecord> LadderRecorder::ladders() const {
  std::vector<LadderRecord> ladders;
  for (const Recorded& call : recorded_) {
    if (!call.steps.empty())
      ladders.push_back({call.title, runtime::draw_ladder(call.steps, services)});
  }
  return ladders;
}

}  // namespace forlopp::scenario
