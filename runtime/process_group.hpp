#pragma once

#include <cstdint>
#include <vector>

#include "runtime/context.hpp"
#include "runtime/name.hpp"

/// Groups of processes of a node (OTP's pg): a group exists as long as somebody is in it. A process
/// may be in it several times, and then has to leave as often; its end takes it out of all.
namespace forlopp::runtime::group {

/// The dead join nothing.
void join(Context self, Name group, const std::vector<Pid>& pids);
/// Once each; false if none of them was in the group.
bool leave(Context self, Name group, const std::vector<Pid>& pids);
/// The longest there first; empty for a group that does not exist.
std::vector<Pid> members(Context self, Name group);
/// In alphabetical order.
std::vector<Name> all(Context self);

enum class Change : std::uint8_t { joined, left };

/// What a watcher is told, for each `join`, `leave` and membership that ended.
struct Notice {
  Ref subscription;
  Change change;
  Name group;
  std::vector<Pid> pids;
};
struct Subscription {
  Ref ref;
  std::vector<Pid> members;  ///< At this moment; every later change comes as a `Notice`.
};
Subscription subscribe(Context self, Name group);
/// Notices that are on their way or wait in the mailbox are gone as well. False if it is another's,
/// or none.
bool unsubscribe(Context self, Ref subscription);

}  // namespace forlopp::runtime::group
