#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "runtime/context.hpp"
#include "switch/resources/holdings_round.hpp"

namespace forlopp::exchange {

/// Question to the digit receivers, for audits. Answer: std::vector<runtime::Pid>, the holders.
struct ListReceivers {};

/// Keeps the digit receivers. Who asks gets one at once, waits in a queue of limited length, oldest
/// first, or is refused: there is no dial tone without a receiver. A receiver comes back when its
/// holder gives it back or ends.
class DigitReceivers final : public runtime::ProcessCode {
 public:
  DigitReceivers(std::uint32_t receivers, std::uint32_t queue_max)
      : receivers_{receivers}, queue_max_{queue_max} {}

  void init(runtime::Context& context) override { round_.begin(context); }
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  enum class Has : std::uint8_t { waits, receiver };
  struct Client {
    runtime::Ref monitor;
    Has has = Has::waits;
  };

  void request(runtime::Context& context, runtime::Pid client);
  void give_back(runtime::Context& context, runtime::Pid client);
  void forget(runtime::Pid client);
  void serve_queue(runtime::Context& context);
  std::vector<runtime::Pid> holders() const;

  std::uint32_t receivers_;
  std::uint32_t queue_max_;
  std::uint32_t lent_ = 0;
  std::uint32_t waiting_ = 0;
  std::unordered_map<runtime::Pid, Client> clients_{};
  std::deque<runtime::Pid> queue_{};  ///< Also those that have given up: not clients any more.
  HoldingsRound round_{{.lost = LostBooks::receivers}};
};

}  // namespace forlopp::exchange
