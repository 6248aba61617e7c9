#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/heap.hpp"

namespace forlopp::test {

/// What happened, in order, one line each. Thread-safe.
class EventLog {
 public:
  void add(std::string line) {
    line = runtime::copied_out(std::move(line));
    const runtime::Outside outside;
    const std::scoped_lock lock{mutex_};
    lines_.push_back(std::move(line));
  }
  std::vector<std::string> lines() const {
    const std::scoped_lock lock{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_{};
};

}  // namespace forlopp::test
