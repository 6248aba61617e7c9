#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/context.hpp"
#include "switch/resources/holdings_round.hpp"

namespace forlopp::exchange {

/// Question to the path finder, for audits. Answer: std::vector<HeldPath>, by holder.
struct ListPaths {};
struct HeldPath {
  runtime::Pid holder;
  callmodel::PortId from{};
  callmodel::PortId to{};
};

/// Keeps the speech paths: who has one, between which ends. A path belongs to the half-call that
/// asked for it and comes back when that gives it back or ends. The network blocks when as many
/// paths are up as it has. After a crash its successor asks the half-calls for theirs; until then
/// it may lend more than there are, as long as the holders have not answered.
class PathFinder final : public runtime::ProcessCode {
 public:
  /// `paths_max` 0: the network never blocks.
  explicit PathFinder(std::uint32_t paths_max) : paths_max_{paths_max} {}

  void init(runtime::Context& context) override { round_.begin(context); }
  void receive(runtime::Context& context, runtime::Message message) override;

 private:
  struct Held {
    runtime::Ref monitor;
    callmodel::PortId from{};
    callmodel::PortId to{};
  };

  void grant(runtime::Context& context, runtime::Pid holder, const path::RequestPath& request);
  void keep(runtime::Context& context, runtime::Pid holder, const HeldPath& path);
  void give_back(runtime::Context& context, runtime::Pid holder);
  std::vector<HeldPath> list() const;

  std::uint32_t paths_max_;
  std::unordered_map<runtime::Pid, Held> held_{};
  HoldingsRound round_{{.lost = LostBooks::paths}};
};

}  // namespace forlopp::exchange
