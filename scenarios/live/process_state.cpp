#include "scenarios/live/process_state.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <string_view>

#include "switch/lines/port.hpp"

namespace forlopp::live {
namespace {

using management::State;

constexpr std::string_view originating = "o_half";
constexpr std::string_view terminating = "t_half";

/// Names of points in call end alike in both halves.
State state_of_half(std::string_view point) {
  if (point.ends_with("_Active") || point.ends_with("_Suspended")) return State::active;
  return point.empty() ? State::unknown : State::setting_up;
}

}  // namespace

std::uint32_t call_of(const runtime::Label& label) {
  const bool is_half = label.kind == originating || label.kind == terminating;
  return is_half ? label.number : 0;
}

std::uint64_t call_of(std::string_view label) {
  if (!label.starts_with(originating) && !label.starts_with(terminating)) return 0;
  std::uint64_t call = 0;
  const auto blank = label.find(' ');
  if (blank == std::string_view::npos) return 0;
  std::from_chars(label.data() + blank + 1, label.data() + label.size(), call);
  return call;
}

State state_of(const runtime::ProcessGlance& process) {
  if (call_of(process.label) != 0) return state_of_half(process.state);
  const bool is_card = std::strncmp(process.label.kind, "card ", 5) == 0;
  if (is_card && process.state != exchange::name(exchange::UnitState::in_service)) {
    return State::out_of_service;
  }
  return process.messages_waiting > 0 ? State::active : State::idle;
}

State worse(State a, State b) {
  // By number of the state: idle, setting up, active, restarting, recovered, crashed, escalated,
  // out of service, unknown.
  constexpr std::array<int, 9> weights{0, 2, 1, 6, 3, 8, 7, 5, 4};
  const auto weight = [&](State state) { return weights.at(static_cast<std::size_t>(state)); };
  return weight(a) < weight(b) ? b : a;
}

}  // namespace forlopp::live
