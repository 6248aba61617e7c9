#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "runtime/observer.hpp"

namespace forlopp::test {

/// Keeps every crash report of a node. Thread-safe.
class CrashRecorder final : public runtime::Observer {
 public:
  void crashed(const runtime::CrashReport& report) override {
    const std::scoped_lock lock{mutex_};
    reports_.push_back(report);
  }
  std::vector<runtime::CrashReport> reports() const {
    const std::scoped_lock lock{mutex_};
    return reports_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<runtime::CrashReport> reports_{};
};

}  // namespace forlopp::test
