#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "runtime/context.hpp"
#include "runtime/process_info.hpp"
#include "runtime/simulated_node.hpp"
#include "tests/simulation/swarm_model.hpp"

/// Real processes that do what they are told and write down what they hear.
namespace forlopp::test::swarm {

enum class Act : std::uint8_t {
  spawn,
  spawn_link,
  spawn_monitor,
  link,
  unlink,
  monitor,
  demonitor,
  trap,
  do_not_trap,
  exit,         ///< By itself, with the reason.
  throw_error,  ///< Likewise, by an exception.
  exit_signal,
  register_name,
  unregister_name,
  send,
  send_to_name,
};
inline constexpr std::size_t acts = 16;

/// What one process is to do.
struct Order {
  Act act{};
  Actor actor = 0;
  Actor other = 0;
  std::size_t number = 0;  ///< Of the monitor, the name or the letter.
  ExitReason reason{};
};
std::string describe(const Order& order);

/// What can be seen of a process from outside.
struct Seen {
  std::set<Actor> links{};
  std::multiset<Actor> monitors{};
  std::multiset<Actor> monitored_by{};
  bool has_name = false;
};

class Cast {
 public:
  explicit Cast(const runtime::SimulatedOptions& options) : node_{options} {}

  /// One that nobody has spawned.
  void add_first();
  void give(const Order& order);
  void settle() { node_.settle(); }

  std::size_t size() const { return pids_.size(); }
  bool alive(Actor actor) const { return node_.is_alive(pids_[actor]); }
  Seen see(Actor actor) const;
  std::uint64_t fingerprint() const { return node_.fingerprint(); }
  /// What it heard since it was asked last.
  std::multiset<std::string> take_heard(Actor actor);
  /// In the order in which they came.
  const std::vector<std::pair<Actor, int>>& letters(Actor actor) const { return letters_[actor]; }

  // For its processes.

  Actor enter(runtime::Pid pid);
  Actor number_of(runtime::Pid pid) const;
  runtime::Pid pid_of(Actor actor) const { return pids_[actor]; }
  void hear(Actor actor, std::string line) { heard_[actor].insert(std::move(line)); }
  void hear_letter(Actor actor, Actor from, int letter) {
    letters_[actor].emplace_back(from, letter);
  }
  static runtime::Name name(std::size_t number);

 private:
  std::vector<runtime::Pid> pids_{};
  std::map<runtime::Pid, Actor> numbers_{};
  std::map<Actor, std::multiset<std::string>> heard_{};
  std::vector<std::vector<std::pair<Actor, int>>> letters_{};
  runtime::SimulatedNode node_;
};

/// Makes the model do the same.
void give(Model& model, const Order& order);

}  // namespace forlopp::test::swarm
