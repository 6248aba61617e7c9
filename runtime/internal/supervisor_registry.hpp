#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/supervision_tree.hpp"

namespace forlopp::runtime {

/// What a supervisor says of itself. It alone writes.
struct SupervisorBooks {
  Pid supervisor{};
  Pid parent{};
  Label label{};
  Strategy strategy{};
  RestartIntensity intensity{};
  std::uint64_t number = 0;  ///< In the order in which they started.
  std::atomic<std::size_t> children{0};
  std::atomic<std::uint64_t> restarts{0};
  std::atomic<std::uint64_t> terminated{0};
  std::atomic<std::uint64_t> crashed{0};
  std::atomic<std::uint32_t> restarts_in_period{0};

  static void add_one(std::atomic<std::uint64_t>& count) {
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }
};

/// The supervisors of a node. Thread-safe.
class SupervisorRegistry {
 public:
  /// The books of the running supervisor are there until it lets go of them.
  std::shared_ptr<SupervisorBooks> open(const Context& self, const SupervisorSpec& spec);
  std::vector<std::shared_ptr<const SupervisorBooks>> all() const;

 private:
  mutable std::mutex mutex_{};
  std::vector<std::weak_ptr<SupervisorBooks>> books_{};  ///< In the order of their numbers.
  std::uint64_t last_number_ = 0;
};

}  // namespace forlopp::runtime
