#include "runtime/internal/group_registry.hpp"

#include <algorithm>

#include "runtime/internal/inbox.hpp"
#include "runtime/internal/runtime_signals.hpp"

namespace forlopp::runtime {

using group::Change;

void GroupRegistry::join(Name group, const Pids& pids) {
  const std::scoped_lock lock{mutex_};
  used_ = true;
  Pids alive;
  Pids& members = groups_[group];
  for (const Pid pid : pids) {
    members.push_back(pid);
    // Noted first: if it ends from now on, `process_ended` finds it.
    if (node_.is_alive(pid)) {
      alive.push_back(pid);
    } else {
      members.pop_back();
    }
  }
  if (members.empty()) groups_.erase(group);
  notify(group, Change::joined, alive);
}

bool GroupRegistry::leave(Name group, const Pids& pids) {
  const std::scoped_lock lock{mutex_};
  const auto known = groups_.find(group);
  if (known == groups_.end()) return false;
  Pids left;
  for (const Pid pid : pids) {
    const auto member = std::ranges::find(known->second, pid);
    if (member == known->second.end()) continue;
    known->second.erase(member);
    left.push_back(pid);
  }
  if (known->second.empty()) groups_.erase(known);
  notify(group, Change::left, left);
  return !left.empty();
}

GroupRegistry::Pids GroupRegistry::members(Name group) const {
  const std::scoped_lock lock{mutex_};
  const auto known = groups_.find(group);
  return known == groups_.end() ? Pids{} : known->second;
}

std::vector<Name> GroupRegistry::all() const {
  const std::scoped_lock lock{mutex_};
  std::vector<Name> names;
  for (const auto& [name, members] : groups_) names.push_back(name);
  return names;
}

GroupRegistry::Pids GroupRegistry::subscribe(Name group, Alias alias) {
  const std::scoped_lock lock{mutex_};
  used_ = true;
  watchers_.push_back({group, alias});
  const auto known = groups_.find(group);
  return known == groups_.end() ? Pids{} : known->second;
}

bool GroupRegistry::unsubscribe(Alias alias) {
  const std::scoped_lock lock{mutex_};
  return std::erase_if(watchers_, [&](const Watcher& watcher) {
           return watcher.alias.ref == alias.ref && watcher.alias.owner == alias.owner;
         }) != 0;
}

void GroupRegistry::process_ended(Pid pid) {
  if (!used_.load(std::memory_order_relaxed)) return;
  const std::scoped_lock lock{mutex_};
  std::erase_if(watchers_, [&](const Watcher& it) { return it.alias.owner == pid; });
  leave_all(pid);
}

/// One notice for each time that it was in a group.
void GroupRegistry::leave_all(Pid pid) {
  for (auto group = groups_.begin(); group != groups_.end();) {
    const auto memberships = std::erase(group->second, pid);
    for (std::size_t i = 0; i < memberships; ++i) notify(group->first, Change::left, {pid});
    group = group->second.empty() ? groups_.erase(group) : std::next(group);
  }
}

void GroupRegistry::notify(Name group, Change change, const Pids& pids) const {
  if (pids.empty()) return;
  for (const Watcher& watcher : watchers_) {
    if (watcher.group != group) continue;
    group::Notice notice{watcher.alias.ref, change, group, pids};
    signal::AliasedMessage aliased{watcher.alias.ref, Message::of(std::move(notice))};
    inbox::send_signal(node_, Pid{}, watcher.alias.owner, std::move(aliased));
  }
}

}  // namespace forlopp::runtime
