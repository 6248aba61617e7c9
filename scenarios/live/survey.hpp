#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/process_glance.hpp"
#include "runtime/supervision_tree.hpp"
#include "scenarios/live/restart_book.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::live {

/// All processes below supervisors at one moment, and whose they are. Taken once for all topics;
/// its memory is used again the next time. Valid until the node runs on.
class Survey {
 public:
  struct Member {
    runtime::ProcessGlance seen{};
    management::State state{};
    std::uint32_t branch = 0;  ///< The supervisor next above it.
    bool supervises = false;
  };
  struct Branch {
    runtime::SupervisorRollup rollup{};
    std::string key{};        ///< By the ids of children from the top: stable over restarts.
    std::int64_t above = -1;  ///< The supervisor above; -1 for a topmost one.
    std::vector<std::uint32_t> members{};  ///< Next below it, those that supervise nobody.
    std::uint32_t mailbox_max = 0;         ///< Of all below, and its own.
    management::State worst{};             ///< Likewise.
  };

  void take(const runtime::SimulatedNode& node, const RestartBook& restarts);

  const std::vector<Member>& members() const { return members_; }
  /// Each before those below it.
  const std::vector<Branch>& branches() const { return branches_; }
  /// Null if it is not below a supervisor.
  const Member* find(runtime::Pid pid) const;
  std::uint32_t mailbox_max() const;
  /// Whether a branch lies in the one with this key, or is it. One byte for each branch.
  std::vector<std::uint8_t> branches_within(const std::string& key) const;

 private:
  static constexpr std::uint32_t nobody = UINT32_MAX;

  void take_branches(const runtime::SimulatedNode& node, const RestartBook& restarts);
  void place_members();
  void judge(const RestartBook& restarts, runtime::Instant now);
  std::uint32_t branch_above(const runtime::ProcessGlance& process) const;
  std::uint32_t branch_of_supervisor(runtime::Pid pid) const;

  std::vector<Member> members_{};
  std::vector<std::uint32_t> member_in_slot_{};
  std::vector<Branch> branches_{};
  std::vector<std::uint32_t> branch_in_slot_{};
};

}  // namespace forlopp::live
