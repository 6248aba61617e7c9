#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/live/traced_step.hpp"
#include "switch/mgmt/document.hpp"

namespace forlopp::live {

/// Steps as a ladder: who stands where, and what went between them.
class MessageChart {
 public:
  enum class Bodies : std::uint8_t { none, all };

  /// In their order. Of more than `most` steps the last ones are shown.
  MessageChart(std::vector<TracedStep> steps, std::size_t most);

  /// `lanes` from left to right, `pids` of those who stand there, `steps` as the protocol has them,
  /// `left_out`, how many there were before those, and, where a person can read it, `text`.
  management::Map fields(Bodies bodies) const;

 private:
  std::vector<TracedStep> steps_;
  std::size_t left_out_ = 0;
};

/// A step as the protocol has it.
management::Array row_of(const TracedStep& step);

}  // namespace forlopp::live
