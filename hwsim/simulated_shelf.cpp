#include "hwsim/simulated_shelf.hpp"

namespace forlopp::hwsim {

using runtime::Context;

SimulatedShelf::SimulatedShelf(const std::vector<hal::CardInventory>& cards) {
  for (const hal::CardInventory& card : cards) present_.emplace(card.card, card);
}

void SimulatedShelf::handle_info(Context& context, hal::WatchShelf& watch) {
  watcher_ = watch.exchange;
  for (const auto& [address, inventory] : present_)
    context.send(watcher_, hal::CardInserted{inventory});
}

void SimulatedShelf::handle_info(Context& context, hal::CardInserted& inserted) {
  present_.insert_or_assign(inserted.inventory.card, inserted.inventory);
  context.send(watcher_, inserted);
}

void SimulatedShelf::handle_info(Context& context, hal::CardRemoved& removed) {
  present_.erase(removed.card);
  context.send(watcher_, removed);
}

}  // namespace forlopp::hwsim
