#include "runtime/process_group.hpp"

#include "runtime/internal/group_registry.hpp"
#include "runtime/internal/trap.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime::group {

using trap::RuntimeScope;

void join(Context self, Name group, const std::vector<Pid>& pids) {
  const RuntimeScope scope;
  self.node().groups().join(group, pids);
}

bool leave(Context self, Name group, const std::vector<Pid>& pids) {
  const RuntimeScope scope;
  return self.node().groups().leave(group, pids);
}

std::vector<Pid> members(Context self, Name group) {
  const RuntimeScope scope;
  return self.node().groups().members(group);
}

std::vector<Name> all(Context self) {
  const RuntimeScope scope;
  return self.node().groups().all();
}

Subscription subscribe(Context self, Name group) {
  const Alias alias = self.alias();
  const RuntimeScope scope;
  return {alias.ref, self.node().groups().subscribe(group, alias)};
}

bool unsubscribe(Context self, Ref subscription) {
  const Alias alias{self.self(), subscription};
  const RuntimeScope scope;
  if (!self.node().groups().unsubscribe(alias)) return false;
  self.unalias(alias);
  self.remove_messages([subscription](const Message& message) {
    const auto* notice = message.get_if<Notice>();
    return notice != nullptr && notice->subscription == subscription;
  });
  return true;
}

}  // namespace forlopp::runtime::group
