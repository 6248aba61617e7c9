#pragma once

#include <memory>
#include <vector>

#include "runtime/process_code.hpp"
#include "switch/hal/command.hpp"
#include "switch/hal/equipment.hpp"
#include "switch/hal/event.hpp"
#include "switch/hal/heartbeat.hpp"
#include "switch/hal/state_report.hpp"

namespace forlopp::contract {

/// What the exchange's side of a card has been told, in the order of arrival.
struct Heard {
  std::vector<hal::Event> events{};
  std::vector<hal::CommandAnswer> answers{};
  std::vector<hal::StateReport> reports{};
  std::vector<hal::HeartbeatEcho> echoes{};
  std::vector<hal::CardAddress> inserted{};
  std::vector<hal::CardAddress> removed{};
  int damaged = 0;
};

/// The exchange's side of a card: writes down what it is told, and does nothing.
class TestExchange final : public runtime::ProcessCode {
 public:
  explicit TestExchange(std::shared_ptr<Heard> heard) : heard_{std::move(heard)} {}

  void receive(runtime::Context&, runtime::Message message) override {
    const bool known = keep(message, heard_->events) || keep(message, heard_->answers) ||
                       keep(message, heard_->reports) || keep(message, heard_->echoes);
    if (known) return;
    if (const auto* in = message.get_if<hal::CardInserted>())
      heard_->inserted.push_back(in->inventory.card);
    if (const auto* out = message.get_if<hal::CardRemoved>()) heard_->removed.push_back(out->card);
  }

 private:
  template <class M>
  bool keep(const runtime::Message& message, std::vector<M>& list) {
    const M* value = message.get_if<M>();
    if (value == nullptr) return false;
    if (hal::is_intact(*value))
      list.push_back(*value);
    else
      ++heard_->damaged;
    return true;
  }

  std::shared_ptr<Heard> heard_;
};

}  // namespace forlopp::contract
