#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/exit_reason.hpp"

/// What OTP's processes do, told as simply as it can be: without time, mailboxes or concurrency. A
/// step is over when all that came of it is.
namespace forlopp::test::swarm {

using runtime::ExitReason;
/// Processes and monitors are numbered from 0, in the order in which they are made.
using Actor = std::size_t;

/// What a process would write down, and what it is.
struct ActorModel {
  bool alive = true;
  bool traps = false;
  std::set<Actor> links{};
  std::map<std::size_t, Actor> monitors{};  ///< Number of the monitor, and whom it watches.
  std::optional<std::size_t> name{};
  std::multiset<std::string> heard{};  ///< By this step.
};

class Model {
 public:
  const std::vector<ActorModel>& actors() const { return actors_; }
  std::vector<ActorModel>& actors() { return actors_; }
  bool alive(Actor actor) const { return actors_[actor].alive; }

  Actor spawn();
  Actor spawn_link(Actor parent);
  Actor spawn_monitor(Actor parent, std::size_t monitor);
  void link(Actor one, Actor other);
  void unlink(Actor one, Actor other);
  void monitor(Actor watcher, Actor watched, std::size_t monitor);
  void demonitor(Actor watcher, std::size_t monitor);
  void trap(Actor actor, bool on) { actors_[actor].traps = on; }
  /// Its own doing.
  void end(Actor actor, const ExitReason& reason);
  void exit_signal(Actor from, Actor to, const ExitReason& reason);
  bool register_name(std::size_t name, Actor actor);
  bool unregister_name(std::size_t name);
  std::optional<Actor> whereis(std::size_t name) const;
  void send(Actor to, int letter);

 private:
  void signal_through_link(Actor from, Actor to, const ExitReason& reason);
  void hit(Actor from, Actor to, const ExitReason& reason);
  void tell_down(Actor watcher, std::size_t monitor, const ExitReason& reason);

  std::vector<ActorModel> actors_{};
};

/// How a process writes down what it hears.
std::string exit_line(Actor from, const ExitReason& reason);
std::string down_line(std::size_t monitor, const ExitReason& reason);
std::string letter_line(int letter);

}  // namespace forlopp::test::swarm
