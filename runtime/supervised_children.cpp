#include "runtime/internal/supervised_children.hpp"

#include <iterator>

namespace forlopp::runtime {

SupervisedChild& SupervisedChildren::add(ChildSpec spec) {
  const auto child = order_.insert(order_.end(), SupervisedChild{.spec = std::move(spec)});
  by_id_.emplace(child->spec.id, child);
  return *child;
}

SupervisedChildren::iterator SupervisedChildren::erase(iterator child) {
  by_pid_.erase(child->pid);
  by_id_.erase(child->spec.id);
  return order_.erase(child);
}

void SupervisedChildren::erase(const SupervisedChild& child) {
  erase(by_id_.at(child.spec.id));
}

SupervisedChild* SupervisedChildren::find(const ChildId& id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &*found->second;
}

SupervisedChild* SupervisedChildren::running_as(Pid pid) {
  const auto found = by_pid_.find(pid);
  return found == by_pid_.end() ? nullptr : found->second;
}

std::size_t SupervisedChildren::position(const SupervisedChild& child) {
  const auto distance = std::distance(order_.begin(), by_id_.at(child.spec.id));
  return static_cast<std::size_t>(distance);
}

void SupervisedChildren::set_running(SupervisedChild& child, Pid pid) {
  child.pid = pid;
  child.state = ChildState::running;
  by_pid_.insert_or_assign(pid, &child);
}

void SupervisedChildren::set_gone(SupervisedChild& child, ChildState state) {
  by_pid_.erase(child.pid);
  child.pid = Pid{};
  child.state = state;
}

void SupervisedChildren::replace(std::vector<ChildSpec> specs) {
  Order old;
  old.swap(order_);
  for (ChildSpec& spec : specs) {
    const auto known = by_id_.find(spec.id);
    if (known == by_id_.end()) {
      add(std::move(spec));
    } else {
      known->second->spec = std::move(spec);
      order_.splice(order_.end(), old, known->second);
    }
  }
  order_.splice(order_.end(), old);
}

}  // namespace forlopp::runtime
