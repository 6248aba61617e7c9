#include "switch/trunks/circuit_table.hpp"

namespace forlopp::exchange {
namespace {

std::uint8_t bit(BlockedBy by) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(by));
}

}  // namespace

std::string_view name(CircuitState state) {
  switch (state) {
    case CircuitState::unknown: return "unknown";
    case CircuitState::idle: return "idle";
    case CircuitState::busy: return "busy";
    case CircuitState::resetting: return "resetting";
  }
  return "?";
}

CircuitTable::CircuitTable(const TrunkGroupConfig& group, runtime::Instant now)
    : hunting_{group.hunting},
      parity_{group.parity},
      circuits_(group.circuits),
      started_{now},
      counted_until_{now} {}

bool CircuitTable::is_blocked(std::uint16_t circuit) const {
  return circuits_[circuit].blocked_by != 0;
}

/// People count circuits from 1, and so does the parity.
bool CircuitTable::is_ours(std::uint16_t circuit) const {
  const bool is_even = (circuit + 1) % 2 == 0;
  return is_even == (parity_ == Parity::even);
}

bool CircuitTable::is_available(std::uint16_t circuit) const {
  return circuits_[circuit].state == CircuitState::idle && circuits_[circuit].blocked_by == 0;
}

void CircuitTable::count_until(runtime::Instant now) {
  const runtime::Duration passed = now - counted_until_;
  traffic_.busy += passed * busy_;
  if (available_ == 0) traffic_.all_busy += passed;
  counted_until_ = now;
}

void CircuitTable::set(std::uint16_t circuit, CircuitState state, runtime::Instant now) {
  count_until(now);
  const bool was_available = is_available(circuit);
  CircuitState& current = circuits_[circuit].state;
  if (current == CircuitState::busy) --busy_;
  if (state == CircuitState::busy) ++busy_;
  current = state;
  refresh(circuit, was_available);
}

void CircuitTable::refresh(std::uint16_t circuit, bool was_available) {
  const bool available = is_available(circuit);
  if (available == was_available) return;
  if (!available) {
    --available_;
    return;
  }
  ++available_;
  circuits_[circuit].idle_mark = ++last_mark_;
  if (hunting_ == Hunting::least_recently) idle_queue_.push_back({circuit, last_mark_});
}

std::optional<std::uint16_t> CircuitTable::first_in_order() const {
  std::optional<std::uint16_t> second_choice;
  for (std::uint16_t circuit = 0; circuit < size(); ++circuit) {
    if (!is_available(circuit)) continue;
    if (is_ours(circuit)) return circuit;
    if (!second_choice) second_choice = circuit;
  }
  return second_choice;
}

std::optional<std::uint16_t> CircuitTable::longest_idle() {
  while (!idle_queue_.empty()) {
    const IdleEntry entry = idle_queue_.front();
    idle_queue_.pop_front();
    const bool is_valid =
        is_available(entry.circuit) && circuits_[entry.circuit].idle_mark == entry.mark;
    if (is_valid) return entry.circuit;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> CircuitTable::seize(runtime::Instant now) {
  ++traffic_.offered;
  if (available_ == 0) {
    ++traffic_.blocked;
    return std::nullopt;
  }
  const auto circuit = hunting_ == Hunting::least_recently ? longest_idle() : first_in_order();
  if (circuit) set(*circuit, CircuitState::busy, now);
  return circuit;
}

void CircuitTable::seize_incoming(std::uint16_t circuit, runtime::Instant now) {
  ++traffic_.incoming;
  set(circuit, CircuitState::busy, now);
}

void CircuitTable::claim(std::uint16_t circuit, runtime::Instant now) {
  set(circuit, CircuitState::busy, now);
}

void CircuitTable::release(std::uint16_t circuit, CircuitState to, runtime::Instant now) {
  set(circuit, to, now);
}

void CircuitTable::block(std::uint16_t circuit, BlockedBy by, runtime::Instant now) {
  count_until(now);
  const bool was_available = is_available(circuit);
  std::uint8_t& blocked_by = circuits_[circuit].blocked_by;
  blocked_by = static_cast<std::uint8_t>(blocked_by | bit(by));
  refresh(circuit, was_available);
}

void CircuitTable::unblock(std::uint16_t circuit, BlockedBy by, runtime::Instant now) {
  count_until(now);
  const bool was_available = is_available(circuit);
  std::uint8_t& blocked_by = circuits_[circuit].blocked_by;
  blocked_by = static_cast<std::uint8_t>(blocked_by & ~bit(by));
  refresh(circuit, was_available);
}

TrunkTraffic CircuitTable::traffic(runtime::Instant now) const {
  CircuitTable later = *this;
  later.count_until(now);
  later.traffic_.observed = now - started_;
  return later.traffic_;
}

}  // namespace forlopp::exchange
