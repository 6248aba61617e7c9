#include "hwsim/backplane.hpp"

#include <cstddef>

#include "runtime/check.hpp"

namespace forlopp::hwsim {
namespace {

runtime::Pid at(const std::vector<std::atomic<std::uint64_t>>& pids, std::size_t index) {
  if (index >= pids.size()) return {};
  return runtime::Pid::from_bits(pids[index].load(std::memory_order_acquire));
}

void put(std::vector<std::atomic<std::uint64_t>>& pids, std::size_t index, runtime::Pid pid) {
  runtime::check(index < pids.size(), "plugged in where the rack has no place");
  pids[index].store(pid.bits(), std::memory_order_release);
}

}  // namespace

Backplane::Backplane(const RackSize& size)
    : size_{size},
      cards_(std::size_t{size.shelves} * size.slots),
      trunk_groups_(size.trunk_groups),
      shelves_(size.shelves) {}

std::size_t Backplane::index_of(hal::CardAddress card) const {
  const bool exists = card.shelf >= 1 && card.slot >= 1 && card.slot <= size_.slots;
  if (!exists) return cards_.size();
  return (std::size_t{card.shelf} - 1) * size_.slots + (card.slot - 1U);
}

void Backplane::plug_in(hal::CardAddress card, runtime::Pid driver) {
  put(cards_, index_of(card), driver);
}

void Backplane::plug_in(hal::TrunkGroupNumber group, runtime::Pid driver) {
  put(trunk_groups_, group - std::size_t{1}, driver);
}

void Backplane::plug_in_shelf(std::uint16_t shelf, runtime::Pid driver) {
  put(shelves_, shelf - std::size_t{1}, driver);
}

runtime::Pid Backplane::card(hal::CardAddress card) const {
  return at(cards_, index_of(card));
}

runtime::Pid Backplane::trunk_group(hal::TrunkGroupNumber group) const {
  return at(trunk_groups_, group - std::size_t{1});
}

runtime::Pid Backplane::shelf(std::uint16_t shelf) const {
  return at(shelves_, shelf - std::size_t{1});
}

runtime::Pid Backplane::owner(hal::PathEnd end) const {
  switch (end.kind()) {
    case hal::PathEnd::Kind::nothing: return {};
    case hal::PathEnd::Kind::port: return card(end.port().card);
    case hal::PathEnd::Kind::circuit: return trunk_group(end.circuit().group);
  }
  return {};
}

}  // namespace forlopp::hwsim
