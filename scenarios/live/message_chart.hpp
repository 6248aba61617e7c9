#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/ladder.hpp"
#include "runtime/observer.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// What some processes have handled, in the order of time.
class MessageChart {
 public:
  /// What a process of this label has handled.
  void add(const std::string& label, std::span<const runtime::HandledMessage> messages);
  bool empty() const { return steps_.empty(); }
  /// `lanes` from left to right, `steps` of `[vtime, from, to, type]`, and `text` as a person
  /// reads it.
  management::Map fields() const;

 private:
  std::vector<runtime::LadderStep> steps_{};
};

}  // namespace forlopp::live
