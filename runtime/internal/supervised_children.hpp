#pragma once

#include <cstddef>
#include <list>

#include <boost/unordered/unordered_flat_map.hpp>

#include "runtime/supervisor.hpp"

namespace forlopp::runtime {

/// One child of a supervisor whose children have names.
struct SupervisedChild {
  ChildSpec spec;
  Pid pid{};  ///< Somebody exactly if `state` is running.
  ChildState state = ChildState::undefined;
};

/// The children of a supervisor in start order, found by id and by process in constant time.
/// References to a child stay valid until it is erased.
class SupervisedChildren {
 public:
  using Order = std::list<SupervisedChild>;
  using iterator = Order::iterator;

  /// The id must be new.
  SupervisedChild& add(ChildSpec spec);
  iterator erase(iterator child);
  void erase(const SupervisedChild& child);

  /// Null if there is no such child.
  SupervisedChild* find(const ChildId& id);
  SupervisedChild* running_as(Pid pid);
  /// How many come before it in the order.
  std::size_t position(const SupervisedChild& child);

  void set_running(SupervisedChild& child, Pid pid);
  /// It has no process any more, or never got one.
  void set_gone(SupervisedChild& child, ChildState state);

  /// Takes over `specs` and their order; children that it does not name follow in their old order.
  void replace(std::vector<ChildSpec> specs);

  iterator begin() { return order_.begin(); }
  iterator end() { return order_.end(); }
  std::size_t size() const { return order_.size(); }
  std::size_t running() const { return by_pid_.size(); }

 private:
  Order order_{};
  boost::unordered_flat_map<ChildId, iterator> by_id_{};
  boost::unordered_flat_map<Pid, SupervisedChild*, std::hash<Pid>> by_pid_{};
};

}  // namespace forlopp::runtime
