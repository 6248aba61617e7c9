#include "tests/simulation/swarm_cast.hpp"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "runtime/internal/process.hpp"
#include "runtime/internal/process_table.hpp"
#include "runtime/signals.hpp"

namespace forlopp::test::swarm {
namespace {

using runtime::Context;
using runtime::Message;
using runtime::Pid;
using runtime::Ref;

struct Letter {
  int number;
};

class Player final : public runtime::ProcessCode {
 public:
  explicit Player(Cast* cast) : cast_{cast} {}

  void receive(Context& self, Message message) override {
    const Actor me = cast_->number_of(self.self());
    if (const auto* order = message.get_if<Order>()) obey(self, *order);
    if (const auto* exit = message.get_if<runtime::Exit>())
      cast_->hear(me, exit_line(cast_->number_of(exit->from), exit->reason));
    if (const auto* down = message.get_if<runtime::Down>())
      cast_->hear(me, down_line(monitor_of(down->ref), down->reason));
    if (const auto* letter = message.get_if<Letter>()) {
      cast_->hear(me, letter_line(letter->number));
      cast_->hear_letter(me, cast_->number_of(message.sender()), letter->number);
    }
  }

 private:
  std::unique_ptr<Player> child() const { return std::make_unique<Player>(cast_); }
  std::size_t monitor_of(Ref ref) const {
    for (const auto& [number, monitor] : monitors_)
      if (monitor == ref) return number;
    return SIZE_MAX;
  }

  void obey(Context& self, const Order& order) {
    const Pid other = cast_->pid_of(order.other);
    switch (order.act) {
      case Act::spawn: cast_->enter(self.spawn({}, child())); break;
      case Act::spawn_link: cast_->enter(self.spawn_link({}, child())); break;
      case Act::spawn_monitor: {
        const runtime::Monitored made = self.spawn_monitor({}, child());
        cast_->enter(made.pid);
        monitors_[order.number] = made.ref;
        break;
      }
      case Act::link: self.link(other); break;
      case Act::unlink: self.unlink(other); break;
      case Act::monitor: monitors_[order.number] = self.monitor(other); break;
      case Act::demonitor: self.demonitor(monitors_[order.number]); break;
      case Act::trap: self.trap_exit(true); break;
      case Act::do_not_trap: self.trap_exit(false); break;
      case Act::exit: self.exit(order.reason);
      case Act::throw_error: throw std::runtime_error{"thrown"};
      case Act::exit_signal: self.exit_signal(other, order.reason); break;
      case Act::register_name: self.register_name(Cast::name(order.number), other); break;
      case Act::unregister_name: self.unregister_name(Cast::name(order.number)); break;
      case Act::send: self.send(other, Letter{static_cast<int>(order.number)}); break;
      case Act::send_to_name:
        self.send(Cast::name(order.number), Letter{static_cast<int>(order.number)});
        break;
    }
  }

  Cast* cast_;
  std::map<std::size_t, Ref> monitors_{};
};

}  // namespace

std::string describe(const Order& order) {
  constexpr std::array<std::string_view, acts> names{
      "spawn",     "spawn_link", "spawn_monitor", "link",        "unlink",      "monitor",
      "demonitor", "trap",       "do_not_trap",   "exit",        "throw_error", "exit_signal",
      "register",  "unregister", "send",          "send_to_name"};
  return std::to_string(order.actor) + " " +
         std::string{names[static_cast<std::size_t>(order.act)]} + " " +
         std::to_string(order.other) + " number " + std::to_string(order.number) + " " +
         to_string(order.reason);
}

runtime::Name Cast::name(std::size_t number) {
  return runtime::Name{"swarm." + std::to_string(number)};
}

Actor Cast::enter(Pid pid) {
  numbers_[pid] = pids_.size();
  pids_.push_back(pid);
  letters_.emplace_back();
  return pids_.size() - 1;
}

Actor Cast::number_of(Pid pid) const {
  const auto known = numbers_.find(pid);
  return known == numbers_.end() ? SIZE_MAX : known->second;
}

void Cast::add_first() {
  enter(node_.spawn<Player>({}, this));
}

void Cast::give(const Order& order) {
  node_.send(pids_[order.actor], order);
}

std::multiset<std::string> Cast::take_heard(Actor actor) {
  return std::exchange(heard_[actor], {});
}

Seen Cast::see(Actor actor) const {
  const runtime::Process* process = node_.processes().find(pids_[actor]);
  const runtime::ProcessInfo info = runtime::info_of(*process);
  Seen seen{.has_name = static_cast<bool>(info.name)};
  for (const Pid pid : info.links) seen.links.insert(number_of(pid));
  for (const auto& monitor : info.monitors) seen.monitors.insert(number_of(monitor.pid));
  for (const Pid pid : info.monitored_by) seen.monitored_by.insert(number_of(pid));
  return seen;
}

void give(Model& model, const Order& order) {
  const auto [act, actor, other, number, reason] = order;
  switch (act) {
    case Act::spawn: model.spawn(); break;
    case Act::spawn_link: model.spawn_link(actor); break;
    case Act::spawn_monitor: model.spawn_monitor(actor, number); break;
    case Act::link: model.link(actor, other); break;
    case Act::unlink: model.unlink(actor, other); break;
    case Act::monitor: model.monitor(actor, other, number); break;
    case Act::demonitor: model.demonitor(actor, number); break;
    case Act::trap: model.trap(actor, true); break;
    case Act::do_not_trap: model.trap(actor, false); break;
    case Act::exit: model.end(actor, reason); break;
    case Act::throw_error: model.end(actor, ExitReason::error("thrown")); break;
    case Act::exit_signal: model.exit_signal(actor, other, reason); break;
    case Act::register_name: model.register_name(number, other); break;
    case Act::unregister_name: model.unregister_name(number); break;
    case Act::send: model.send(other, static_cast<int>(number)); break;
    case Act::send_to_name:
      if (const auto owner = model.whereis(number)) model.send(*owner, static_cast<int>(number));
      break;
  }
}

}  // namespace forlopp::test::swarm
