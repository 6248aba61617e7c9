#pragma once

#include <map>

#include "runtime/gen_server.hpp"
#include "switch/hal/equipment.hpp"

namespace forlopp::hwsim {

/// The sensors of a shelf: know which cards are in their slots, and tell whoever watches. Cards
/// tell it with the same messages that it passes on.
class SimulatedShelf final : public runtime::GenServer<SimulatedShelf> {
 public:
  using Infos = runtime::Messages<hal::WatchShelf, hal::CardInserted, hal::CardRemoved>;

  explicit SimulatedShelf(const std::vector<hal::CardInventory>& cards);

  void handle_info(runtime::Context& context, hal::WatchShelf& watch);
  void handle_info(runtime::Context& context, hal::CardInserted& inserted);
  void handle_info(runtime::Context& context, hal::CardRemoved& removed);

 private:
  std::map<hal::CardAddress, hal::CardInventory> present_{};
  runtime::Pid watcher_{};
};

}  // namespace forlopp::hwsim
