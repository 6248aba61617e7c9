#include "switch/lines/command_window.hpp"

#include <algorithm>

namespace forlopp::exchange {

void CommandWindow::restart() {
  pending_.clear();
  unsent_ = 0;
  std::ranges::fill(next_number_, 1U);
}

void CommandWindow::add(hal::PortNumber port, const hal::Action& action) {
  pending_.push_back({.number = next_number_[port]++, .port = port, .sent = {}, .action = action});
  ++unsent_;
}

std::uint32_t CommandWindow::under_way(hal::PortNumber port) const {
  std::uint32_t count = 0;
  for (const Pending& pending : pending_) {
    if (pending.port == port && pending.under_way) ++count;
  }
  return count;
}

const CommandWindow::Pending* CommandWindow::next_to_send(runtime::Instant now) {
  if (unsent_ == 0) return nullptr;
  for (Pending& pending : pending_) {
    if (pending.under_way || under_way(pending.port) >= hal::commands_in_flight_max) continue;
    pending.under_way = true;
    pending.sent = now;
    --unsent_;
    return &pending;
  }
  return nullptr;
}

const CommandWindow::Pending* CommandWindow::next_to_repeat(runtime::Instant now,
                                                            runtime::Instant sent_before) {
  for (Pending& pending : pending_) {
    if (!pending.under_way || pending.sent > sent_before) continue;
    pending.sent = now;
    if (pending.repeats < 255) ++pending.repeats;
    ++repeated_;
    return &pending;
  }
  return nullptr;
}

std::optional<hal::Action> CommandWindow::answered(hal::PortNumber port, std::uint32_t number) {
  const auto found = std::ranges::find_if(pending_, [&](const Pending& pending) {
    return pending.port == port && pending.number == number;
  });
  if (found == pending_.end() || !found->under_way) return std::nullopt;
  const hal::Action action = found->action;
  pending_.erase(found);
  return action;
}

}  // namespace forlopp::exchange
