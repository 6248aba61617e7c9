#include "tests/simulation/swarm_model.hpp"

#include <algorithm>
#include <utility>

namespace forlopp::test::swarm {

std::string exit_line(Actor from, const ExitReason& reason) {
  return "exit of " + std::to_string(from) + ": " + to_string(reason);
}
std::string down_line(std::size_t monitor, const ExitReason& reason) {
  return "down " + std::to_string(monitor) + ": " + to_string(reason);
}
std::string letter_line(int letter) {
  return "letter " + std::to_string(letter);
}

Actor Model::spawn() {
  actors_.emplace_back();
  return actors_.size() - 1;
}

Actor Model::spawn_link(Actor parent) {
  const Actor child = spawn();
  actors_[parent].links.insert(child);
  actors_[child].links.insert(parent);
  return child;
}

Actor Model::spawn_monitor(Actor parent, std::size_t monitor) {
  const Actor child = spawn();
  actors_[parent].monitors[monitor] = child;
  return child;
}

void Model::link(Actor one, Actor other) {
  if (one == other) return;
  if (!alive(other)) {
    hit(other, one, ExitReason::Kind::noproc);
    return;
  }
  actors_[one].links.insert(other);
  actors_[other].links.insert(one);
}

void Model::unlink(Actor one, Actor other) {
  actors_[one].links.erase(other);
  actors_[other].links.erase(one);
}

void Model::monitor(Actor watcher, Actor watched, std::size_t monitor) {
  if (watcher == watched) return;
  actors_[watcher].monitors[monitor] = watched;
  if (!alive(watched)) tell_down(watcher, monitor, ExitReason::Kind::noproc);
}

void Model::demonitor(Actor watcher, std::size_t monitor) {
  actors_[watcher].monitors.erase(monitor);
}

void Model::end(Actor actor, const ExitReason& reason) {
  ActorModel& self = actors_[actor];
  self.alive = false;
  self.name.reset();
  self.monitors.clear();
  const std::set<Actor> links = std::exchange(self.links, {});
  for (const Actor other : links) actors_[other].links.erase(actor);
  for (Actor watcher = 0; watcher < actors_.size(); ++watcher) {
    const auto monitors = actors_[watcher].monitors;
    for (const auto& [monitor, watched] : monitors)
      if (watched == actor) tell_down(watcher, monitor, reason);
  }
  for (const Actor other : links) signal_through_link(actor, other, reason);
}

void Model::tell_down(Actor watcher, std::size_t monitor, const ExitReason& reason) {
  actors_[watcher].monitors.erase(monitor);
  actors_[watcher].heard.insert(down_line(monitor, reason));
}

void Model::signal_through_link(Actor from, Actor to, const ExitReason& reason) {
  if (alive(to)) hit(from, to, reason);
}

void Model::hit(Actor from, Actor to, const ExitReason& reason) {
  if (actors_[to].traps) {
    actors_[to].heard.insert(exit_line(from, reason));
  } else if (reason.kind() != ExitReason::Kind::normal || from == to) {
    end(to, reason);
  }
}

void Model::exit_signal(Actor from, Actor to, const ExitReason& reason) {
  if (!alive(to)) return;
  if (reason.kind() == ExitReason::Kind::kill) {
    end(to, ExitReason::Kind::killed);
  } else {
    hit(from, to, reason);
  }
}

std::optional<Actor> Model::whereis(std::size_t name) const {
  const auto owner = std::ranges::find_if(
      actors_, [&](const ActorModel& actor) { return actor.alive && actor.name == name; });
  if (owner == actors_.end()) return {};
  return static_cast<Actor>(owner - actors_.begin());
}

bool Model::register_name(std::size_t name, Actor actor) {
  if (!alive(actor) || actors_[actor].name || whereis(name)) return false;
  actors_[actor].name = name;
  return true;
}

bool Model::unregister_name(std::size_t name) {
  const auto owner = whereis(name);
  if (owner) actors_[*owner].name.reset();
  return owner.has_value();
}

void Model::send(Actor to, int letter) {
  if (alive(to)) actors_[to].heard.insert(letter_line(letter));
}

}  // namespace forlopp::test::swarm
