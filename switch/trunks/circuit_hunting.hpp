#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "switch/config/exchange_config.hpp"

namespace forlopp::exchange {

/// Which idle circuit comes next. Keeps the idle ones in order, so that finding one costs the same
/// in a large group as in a small one.
class CircuitHunting {
 public:
  CircuitHunting(Hunting hunting, Parity parity, std::uint16_t circuits);

  /// The circuit is idle now.
  void add(std::uint16_t circuit);
  /// The circuit is not idle any more, by somebody else's doing.
  void remove(std::uint16_t circuit);
  /// An idle circuit, which is idle no longer; none if all are busy.
  std::optional<std::uint16_t> take();
  std::size_t idle() const { return idle_; }

 private:
  std::uint32_t rank(std::uint16_t circuit) const;
  void push(std::uint16_t circuit);

  Hunting hunting_;
  Parity parity_;
  std::uint16_t circuits_;
  std::size_t idle_ = 0;
  std::vector<bool> is_idle_;
  std::vector<std::uint16_t> heap_{};  ///< Sequential: best rank first.
  std::deque<std::uint16_t> queue_{};  ///< Least recently used: idle for longest first.
};

}  // namespace forlopp::exchange
