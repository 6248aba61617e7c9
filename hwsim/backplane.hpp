#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "runtime/pid.hpp"
#include "switch/hal/address.hpp"

namespace forlopp::hwsim {

/// How many of everything are installed. Slots and ports are alike in all shelves and cards.
struct RackSize {
  std::uint16_t shelves = 1;
  std::uint16_t slots = 16;
  hal::PortNumber ports = 32;
  hal::TrunkGroupNumber trunk_groups = 0;
};

/// Which process simulates which piece of hardware, so that ends of a path find each other. Filled
/// in while the equipment is built, constant afterwards; any thread may ask.
class Backplane {
 public:
  explicit Backplane(const RackSize& size);

  const RackSize& size() const { return size_; }

  /// Where the rack has a place; anything else fails a check.
  void plug_in(hal::CardAddress card, runtime::Pid driver);
  void plug_in(hal::TrunkGroupNumber group, runtime::Pid driver);
  void plug_in_shelf(std::uint16_t shelf, runtime::Pid driver);

  /// Nobody for what does not exist.
  runtime::Pid card(hal::CardAddress card) const;
  runtime::Pid trunk_group(hal::TrunkGroupNumber group) const;
  runtime::Pid shelf(std::uint16_t shelf) const;
  runtime::Pid owner(hal::PathEnd end) const;

 private:
  using Pids = std::vector<std::atomic<std::uint64_t>>;

  std::size_t index_of(hal::CardAddress card) const;

  RackSize size_;
  Pids cards_;
  Pids trunk_groups_;
  Pids shelves_;
};

}  // namespace forlopp::hwsim
