#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "runtime/context.hpp"

namespace forlopp::ports {

/// What waits to be sent, and who waits until it is less.
class Outflow {
 public:
  explicit Outflow(std::size_t busy_above) : busy_above_{busy_above} {}

  void add(const std::string& data) { waiting_ += data; }
  /// Everything, for one write. Until `written` it counts as not yet sent.
  std::string take() {
    in_flight_ = waiting_.size();
    return std::exchange(waiting_, {});
  }
  void written() { in_flight_ = 0; }

  bool is_writing() const { return in_flight_ != 0; }
  bool has_waiting() const { return !waiting_.empty(); }
  bool is_empty() const { return !is_writing() && !has_waiting(); }
  bool is_busy() const { return waiting_.size() + in_flight_ > busy_above_; }

  void add_asker(const runtime::From& asker) { askers_.push_back(asker); }
  std::vector<runtime::From> take_askers() { return std::exchange(askers_, {}); }

 private:
  std::size_t busy_above_;
  std::string waiting_{};
  std::size_t in_flight_ = 0;
  std::vector<runtime::From> askers_{};
};

}  // namespace forlopp::ports
