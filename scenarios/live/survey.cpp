#include "scenarios/live/survey.hpp"

#include <algorithm>
#include <ranges>

#include "scenarios/live/process_state.hpp"

namespace forlopp::live {
namespace {

using management::State;
using runtime::Pid;

/// Whoever is further below a supervisor than this was not started by the exchange.
constexpr int generations_max = 8;

void put(std::vector<std::uint32_t>& in_slot, Pid pid, std::size_t place) {
  if (pid.slot() >= in_slot.size()) in_slot.resize(pid.slot() + std::size_t{1024}, UINT32_MAX);
  in_slot[pid.slot()] = static_cast<std::uint32_t>(place);
}

std::uint32_t get(const std::vector<std::uint32_t>& in_slot, Pid pid) {
  return pid.slot() < in_slot.size() ? in_slot[pid.slot()] : UINT32_MAX;
}

}  // namespace

void Survey::take(const runtime::SimulatedNode& node, const RestartBook& restarts) {
  members_.clear();
  std::ranges::fill(member_in_slot_, nobody);
  std::ranges::fill(branch_in_slot_, nobody);
  take_branches(node, restarts);
  runtime::glance(node, [&](const runtime::ProcessGlance& process) {
    put(member_in_slot_, process.pid, members_.size());
    members_.push_back({.seen = process, .state = {}, .branch = nobody});
  });
  place_members();
  judge(restarts, node.now());
}

void Survey::take_branches(const runtime::SimulatedNode& node, const RestartBook& restarts) {
  std::vector<runtime::SupervisorRollup> tree = runtime::supervision_tree(node);
  branches_.resize(tree.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    Branch& branch = branches_[i];
    const std::uint32_t above = branch_of_supervisor(tree[i].parent);
    put(branch_in_slot_, tree[i].supervisor, i);
    branch.rollup = std::move(tree[i]);
    branch.above = above == nobody ? -1 : std::int64_t{above};
    const auto key = restarts.key_of(branch.rollup.supervisor);
    const std::string stem = branch.above < 0 ? "" : branches_[above].key + '/';
    branch.key = key ? *key : stem + branch.rollup.label;
    branch.members.clear();
    branch.mailbox_max = 0;
    branch.worst = State::idle;
  }
}

std::uint32_t Survey::branch_of_supervisor(Pid pid) const {
  const std::uint32_t place = get(branch_in_slot_, pid);
  const bool is_it = place != nobody && branches_[place].rollup.supervisor == pid;
  return is_it ? place : nobody;
}

const Survey::Member* Survey::find(Pid pid) const {
  const std::uint32_t place = get(member_in_slot_, pid);
  const bool is_it = place != nobody && members_[place].seen.pid == pid;
  return is_it && members_[place].branch != nobody ? &members_[place] : nullptr;
}

std::uint32_t Survey::branch_above(const runtime::ProcessGlance& process) const {
  Pid above = process.parent;
  for (int i = 0; i < generations_max && above; ++i) {
    const std::uint32_t branch = branch_of_supervisor(above);
    if (branch != nobody) return branch;
    const std::uint32_t place = get(member_in_slot_, above);
    if (place == nobody || members_[place].seen.pid != above) break;
    above = members_[place].seen.parent;
  }
  return nobody;
}

void Survey::place_members() {
  for (std::uint32_t i = 0; i < members_.size(); ++i) {
    Member& member = members_[i];
    const std::uint32_t own = branch_of_supervisor(member.seen.pid);
    member.supervises = own != nobody;
    member.branch = branch_above(member.seen);
    if (member.branch == nobody && member.supervises) member.branch = own;
    if (member.branch != nobody && !member.supervises) {
      branches_[member.branch].members.push_back(i);
    }
  }
}

/// Worst state wins upward, so that nothing hides below a closed branch.
void Survey::judge(const RestartBook& restarts, runtime::Instant now) {
  for (Member& member : members_) {
    if (member.branch == nobody) continue;
    member.state = state_of(member.seen);
    if (restarts.has_recent()) {
      if (const auto recency = restarts.recency_of(member.seen.pid, now)) member.state = *recency;
    }
    const std::uint32_t own =
        member.supervises ? branch_of_supervisor(member.seen.pid) : member.branch;
    Branch& branch = branches_[own];
    branch.worst = worse(branch.worst, member.state);
    branch.mailbox_max = std::max(branch.mailbox_max, member.seen.messages_waiting);
  }
  for (Branch& branch : branches_ | std::views::reverse) {
    if (restarts.gave_up_lately(branch.key, now)) {
      branch.worst = worse(branch.worst, State::escalated);
    }
    if (branch.above < 0) continue;
    Branch& above = branches_[static_cast<std::size_t>(branch.above)];
    above.worst = worse(above.worst, branch.worst);
    above.mailbox_max = std::max(above.mailbox_max, branch.mailbox_max);
  }
}

std::uint32_t Survey::mailbox_max() const {
  std::uint32_t most = 0;
  for (const Branch& branch : branches_) most = std::max(most, branch.mailbox_max);
  return most;
}

std::vector<std::uint8_t> Survey::branches_within(const std::string& key) const {
  std::vector<std::uint8_t> within(branches_.size());
  for (std::size_t i = 0; i < branches_.size(); ++i) {
    const std::int64_t above = branches_[i].above;
    const bool inherits = above >= 0 && within[static_cast<std::size_t>(above)] != 0;
    within[i] = inherits || key.empty() || branches_[i].key == key ? 1 : 0;
  }
  return within;
}

}  // namespace forlopp::live
