#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "runtime/node.hpp"
#include "runtime/process_group.hpp"

namespace forlopp::runtime {

/// The process groups of one node. Notices are sent under the lock, so that all watchers see the
/// changes of a group in one order. Thread-safe.
class GroupRegistry {
 public:
  using Pids = std::vector<Pid>;
  explicit GroupRegistry(Node& node) : node_{node} {}

  void join(Name group, const Pids& pids);
  bool leave(Name group, const Pids& pids);
  Pids members(Name group) const;
  std::vector<Name> all() const;
  /// `alias` is where its notices go.
  Pids subscribe(Name group, Alias alias);
  bool unsubscribe(Alias alias);
  /// After nothing can be sent to the process any more.
  void process_ended(Pid pid);

 private:
  struct Watcher {
    Name group;
    Alias alias;
  };
  /// By the group's text, so that the order is the same in each run.
  struct ByText {
    bool operator()(Name a, Name b) const { return a.text() < b.text(); }
  };
  using Groups = std::map<Name, Pids, ByText>;

  void notify(Name group, group::Change change, const Pids& pids) const;
  void leave_all(Pid pid);

  Node& node_;
  mutable std::mutex mutex_{};
  std::atomic<bool> used_{false};
  Groups groups_{};
  std::vector<Watcher> watchers_{};
};

}  // namespace forlopp::runtime
