#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::management {

/// Of each class of events, how many.
using ClassCounts = std::array<std::uint64_t, event_classes>;

/// Which class each event had, long after the event itself was overwritten: a byte each. So it can
/// be said what somebody has missed. Not thread-safe.
class ClassHistory {
 public:
  /// Knows at least the last `kept` events.
  explicit ClassHistory(std::size_t kept);

  void add(EventClass event_class);
  /// How many of each class there were from event 1 to this one. Of an event before those that are
  /// known: as many as before the first of them.
  ClassCounts until(std::uint64_t number) const;
  /// Of so many events, the first ones, the classes are not known any more.
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  static constexpr std::size_t block_size = 4096;
  struct Block {
    ClassCounts before{};  ///< Its first event.
    std::vector<EventClass> classes{};
  };

  std::size_t blocks_max_;
  std::deque<Block> blocks_{};
  std::uint64_t forgotten_ = 0;  ///< Events of blocks that are no more.
  ClassCounts counts_{};
};

}  // namespace forlopp::management
