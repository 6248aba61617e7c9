#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "runtime/process_code.hpp"
#include "runtime/signals.hpp"
#include "switch/resources/holdings_survey.hpp"
#include "switch/resources/resource_messages.hpp"

namespace forlopp::exchange {

/// Question to the pool. Answer: `ReceiverBooks`.
struct ReportReceivers {};
struct ReceiverBooks {
  std::uint32_t receivers = 0;
  std::uint64_t granted = 0;
  std::uint64_t refused = 0;
  std::size_t longest_queue = 0;
  std::vector<runtime::Pid> held{};     ///< In the order of pids.
  std::vector<runtime::Pid> waiting{};  ///< The longest wait first.
};

/// Gives out the digit receivers: dial tone is given only to who has one. Who finds none waits, in
/// order of arrival, as long as the queue has room. They come back when they are released or their
/// holder ends.
class DigitReceiverPool final : public runtime::ProcessCode {
 public:
  DigitReceiverPool(std::uint32_t receivers, std::uint32_t queue_max)
      : receivers_{receivers}, queue_max_{queue_max} {}

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  void request(runtime::Context& context, runtime::Pid half);
  void grant(runtime::Context& context, runtime::Pid half);
  void release(runtime::Context& context, runtime::Pid half);
  void forget(runtime::Context& context, runtime::Pid half);
  ReceiverBooks books() const;

  struct Known {
    runtime::Ref monitor;
    bool holds = false;  ///< Otherwise it waits.
  };
  std::uint32_t receivers_;
  std::uint32_t queue_max_;
  std::uint32_t in_use_ = 0;
  std::uint64_t granted_ = 0;
  std::uint64_t refused_ = 0;
  std::size_t longest_queue_ = 0;
  std::unordered_map<runtime::Pid, Known> known_;
  std::deque<runtime::Pid> queue_;
  HoldingsSurvey survey_;
};

}  // namespace forlopp::exchange
