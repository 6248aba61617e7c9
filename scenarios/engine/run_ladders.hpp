#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "callmodel/call_record.hpp"
#include "runtime/ladder.hpp"
#include "runtime/node.hpp"
#include "runtime/observer.hpp"
#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What of a run is drawn.
enum class LadderScope : std::uint8_t {
  half_calls,  ///< What the half-calls of a call receive and send.
  everything,  ///< All that crosses a border between two processes, periodic business left out.
};

/// Takes down the messages of the first calls of a run. Wants a traced node, and says when it does
/// not need it any more.
class LadderRecorder {
 public:
  LadderRecorder(int calls, LadderScope scope) : calls_max_{calls}, scope_{scope} {}
  void attach(const runtime::Node& node) { node_ = &node; }

  bool needs_trace(Duration now) const;
  void call_ended(callmodel::CallId call, Duration now, const std::string& how);
  void traced(const runtime::TraceEvent& event);

  std::vector<LadderRecord> ladders() const;

 private:
  struct Recorded {
    std::string title;
    std::vector<runtime::LadderStep> steps{};
  };
  Recorded* recorded(const std::string& from, const std::string& to);
  std::string label(runtime::Pid pid) const;

  int calls_max_;
  LadderScope scope_;
  int ended_ = 0;
  Duration last_ended_{};
  const runtime::Node* node_ = nullptr;
  std::vector<Recorded> recorded_ = std::vector<Recorded>(static_cast<std::size_t>(calls_max_));
};

}  // namespace forlopp::scenario
