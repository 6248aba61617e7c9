#include "scenarios/engine/statistics_cause.hpp"

#include <cstddef>
#include <numeric>
#include <string>

namespace forlopp::scenario {

std::uint64_t CauseCounter::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

std::vector<CauseCount> CauseCounter::counts() const {
  std::vector<CauseCount> result;
  for (std::size_t value = 0; value < counts_.size(); ++value) {
    if (counts_[value] == 0) continue;
    const auto name = callmodel::name(static_cast<callmodel::Cause>(value));
    result.push_back({static_cast<int>(value), std::string{name}, counts_[value]});
  }
  return result;
}

}  // namespace forlopp::scenario
