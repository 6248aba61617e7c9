#include "switch/mgmt/class_history.hpp"

#include <algorithm>

namespace forlopp::management {

ClassHistory::ClassHistory(std::size_t kept) : blocks_max_{kept / block_size + 2} {}

void ClassHistory::add(EventClass event_class) {
  if (blocks_.empty() || blocks_.back().classes.size() == block_size) {
    blocks_.push_back({counts_, {}});
    if (blocks_.size() > blocks_max_) {
      blocks_.pop_front();
      forgotten_ += block_size;
    }
  }
  blocks_.back().classes.push_back(event_class);
  ++counts_[static_cast<std::size_t>(event_class)];
}

ClassCounts ClassHistory::until(std::uint64_t number) const {
  if (blocks_.empty()) return {};
  const std::uint64_t known = number > forgotten_ ? number - forgotten_ : 0;
  const auto index = static_cast<std::size_t>(known / block_size);
  if (index >= blocks_.size()) return counts_;
  const Block& block = blocks_[index];
  ClassCounts counts = block.before;
  const std::size_t in_block = std::min<std::size_t>(known % block_size, block.classes.size());
  for (std::size_t i = 0; i < in_block; ++i) ++counts[static_cast<std::size_t>(block.classes[i])];
  return counts;
}

}  // namespace forlopp::management
