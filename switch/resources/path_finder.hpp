#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/process_code.hpp"
#include "runtime/signals.hpp"
#include "switch/resources/holdings_survey.hpp"
#include "switch/resources/resource_messages.hpp"

namespace forlopp::exchange {

/// Question to the path finder. Answer: `PathBooks`.
struct ReportPaths {};
struct PathBook {
  runtime::Pid holder;
  callmodel::PortId from{};
  callmodel::PortId to{};
};
struct PathBooks {
  std::uint32_t paths = 0;  ///< In all; 0: without limit.
  std::uint64_t granted = 0;
  std::uint64_t refused = 0;
  std::vector<PathBook> held{};  ///< By `to`.
};

/// Gives out the paths through the switching network, so many at a time, and takes them back when
/// they are released or their holder ends. Has its books back after a restart by asking.
class PathFinder final : public runtime::ProcessCode {
 public:
  /// `paths` 0: the network never blocks.
  explicit PathFinder(std::uint32_t paths) : paths_{paths} {}

  void init(runtime::Context& context) override;
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  struct Held {
    runtime::Ref monitor;
    callmodel::PortId from{};
    callmodel::PortId to{};
  };
  void request(runtime::Context& context, runtime::Pid holder, const path::RequestPath& request);
  void hold(runtime::Context& context, runtime::Pid holder, const PathBook& path);
  void release(runtime::Context& context, runtime::Pid holder);
  PathBooks books() const;

  std::uint32_t paths_;
  std::uint64_t granted_ = 0;
  std::uint64_t refused_ = 0;
  std::unordered_map<runtime::Pid, Held> held_;
  HoldingsSurvey survey_;
};

}  // namespace forlopp::exchange
