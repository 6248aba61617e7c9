#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/time.hpp"
#include "switch/config/exchange_config.hpp"

namespace forlopp::exchange {

enum class CircuitState : std::uint8_t {
  unknown,  ///< After a restart: perhaps a call holds it.
  idle,
  busy,       ///< Held by a call of ours, whoever seized it.
  resetting,  ///< Until the far end confirms that it is idle.
};
std::string_view name(CircuitState state);

/// Why a circuit must not be seized although nobody holds it; both ends may have a reason.
enum class BlockedBy : std::uint8_t { us, far_end };

/// What a trunk group carried since its process started. Exact: integrals, no sampling.
struct TrunkTraffic {
  std::uint64_t offered = 0;     ///< Calls that asked for a circuit.
  std::uint64_t blocked = 0;     ///< Of those, that found none: they overflow.
  std::uint64_t incoming = 0;    ///< Seizures by the far end.
  runtime::Duration busy{};      ///< Time that each circuit was busy, summed over circuits.
  runtime::Duration all_busy{};  ///< Time during which no circuit was to be had.
  runtime::Duration observed{};
};

/// The circuits of one group, counted from 0: their states, which one is taken next, and how long
/// they were busy. Told the time; no process.
class CircuitTable {
 public:
  CircuitTable(const TrunkGroupConfig& group, runtime::Instant now);

  std::uint16_t size() const { return static_cast<std::uint16_t>(circuits_.size()); }
  CircuitState state(std::uint16_t circuit) const { return circuits_[circuit].state; }
  bool is_blocked(std::uint16_t circuit) const;
  /// Whether we keep this circuit when both ends have seized it (Q.764, 2.10.1.4).
  bool is_ours(std::uint16_t circuit) const;

  /// Takes the next idle circuit for an outgoing call; nothing if there is none.
  std::optional<std::uint16_t> seize(runtime::Instant now);
  /// The far end has taken this one.
  void seize_incoming(std::uint16_t circuit, runtime::Instant now);
  /// A call that outlived our predecessor has this one.
  void claim(std::uint16_t circuit, runtime::Instant now);
  /// Not busy any more: idle, or resetting.
  void release(std::uint16_t circuit, CircuitState to, runtime::Instant now);
  void block(std::uint16_t circuit, BlockedBy by, runtime::Instant now);
  void unblock(std::uint16_t circuit, BlockedBy by, runtime::Instant now);

  std::uint16_t busy() const { return busy_; }
  TrunkTraffic traffic(runtime::Instant now) const;

 private:
  struct Circuit {
    CircuitState state = CircuitState::unknown;
    std::uint8_t blocked_by = 0;
    std::uint32_t idle_mark = 0;  ///< Which entry of the queue of idle circuits is the valid one.
  };
  struct IdleEntry {
    std::uint16_t circuit = 0;
    std::uint32_t mark = 0;
  };
  bool is_available(std::uint16_t circuit) const;
  void set(std::uint16_t circuit, CircuitState state, runtime::Instant now);
  void refresh(std::uint16_t circuit, bool was_available);
  std::optional<std::uint16_t> first_in_order() const;
  std::optional<std::uint16_t> longest_idle();
  void count_until(runtime::Instant now);

  Hunting hunting_;
  Parity parity_;
  std::vector<Circuit> circuits_;
  std::deque<IdleEntry> idle_queue_;
  std::uint32_t last_mark_ = 0;
  std::uint16_t busy_ = 0;
  std::uint16_t available_ = 0;
  runtime::Instant started_;
  runtime::Instant counted_until_;
  TrunkTraffic traffic_;
};

}  // namespace forlopp::exchange
