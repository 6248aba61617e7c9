// Goal: supervisors do what OTP's do, in the order in which OTP's do it.
// Method: random supervisors whose children end in all ways at random times; who is stopped and
// started, and in which order, must be what a model says that knows neither processes nor messages.
#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "runtime/simulated_node.hpp"
#include "runtime/supervisor.hpp"
#include "tests/support/event_log.hpp"
#include "tests/support/processes.hpp"

namespace forlopp::test {
namespace {

using namespace std::chrono_literals;
using runtime::Call;
using runtime::ChildSpec;
using runtime::ChildStart;
using runtime::Duration;
using runtime::From;
using runtime::Name;
using runtime::Random;
using runtime::Restart;
using runtime::Strategy;

constexpr std::uint64_t seeds = FORLOPP_SWARM_SEEDS;
constexpr int steps_per_seed = 60;

using Lines = std::vector<std::string>;

// The model.

struct Member {
  std::string id;
  Restart restart = Restart::permanent;
  bool running = true;
};

class TeamModel {
 public:
  TeamModel(Strategy strategy, runtime::RestartIntensity intensity, std::vector<Member> members)
      : strategy_{strategy}, intensity_{intensity}, members_{std::move(members)} {}

  bool gave_up() const { return gave_up_; }
  const std::vector<Member>& members() const { return members_; }

  /// What is seen when this one has ended. `orderly`: as a transient child may.
  Lines ended(const std::string& id, bool orderly, Duration now) {
    const std::size_t at = index_of(id);
    members_[at].running = false;
    const Restart restart = members_[at].restart;
    const bool again = restart == Restart::permanent || (restart == Restart::transient && !orderly);
    if (restart == Restart::temporary) members_.erase(members_.begin() + offset(at));
    if (!again) return {};
    if (!may_restart(now)) return give_up();
    return restart_from(at);
  }
  Lines terminated(const std::string& id) {
    const std::size_t at = index_of(id);
    Lines seen;
    stop(at, seen);
    return seen;
  }
  Lines started(const std::string& id) {
    const std::size_t at = index_of(id);
    Lines seen;
    start(at, seen);
    return seen;
  }

 private:
  static std::ptrdiff_t offset(std::size_t at) { return static_cast<std::ptrdiff_t>(at); }
  std::size_t index_of(const std::string& id) const {
    const auto found = std::ranges::find(members_, id, &Member::id);
    return static_cast<std::size_t>(found - members_.begin());
  }
  bool may_restart(Duration now) {
    restarts_.push_back(now);
    while (now - restarts_.front() > intensity_.period) restarts_.pop_front();
    return restarts_.size() <= intensity_.restarts_max;
  }
  void start(std::size_t at, Lines& seen) {
    if (members_[at].running) return;
    members_[at].running = true;
    seen.push_back(members_[at].id + " up");
  }
  void stop(std::size_t at, Lines& seen) {
    if (members_[at].running) seen.push_back(members_[at].id + " down");
    members_[at].running = false;
    if (members_[at].restart == Restart::temporary) members_.erase(members_.begin() + offset(at));
  }
  void stop_from(std::size_t first, Lines& seen) {
    for (std::size_t at = members_.size(); at > first; --at) stop(at - 1, seen);
  }
  Lines give_up() {
    gave_up_ = true;
    Lines seen;
    stop_from(0, seen);
    return seen;
  }
  Lines restart_from(std::size_t ended) {
    Lines seen;
    if (strategy_ == Strategy::one_for_one) {
      start(ended, seen);
      return seen;
    }
    const std::size_t first = strategy_ == Strategy::one_for_all ? 0 : ended;
    stop_from(first, seen);
    for (std::size_t at = first; at < members_.size(); ++at) start(at, seen);
    return seen;
  }

  Strategy strategy_;
  runtime::RestartIntensity intensity_;
  std::vector<Member> members_;
  std::deque<Duration> restarts_{};
  bool gave_up_ = false;
};

// The real one.

struct Crash {};

class Child final : public runtime::ProcessCode {
 public:
  Child(EventLog* log, std::string id) : log_{log}, id_{std::move(id)} {}
  void init(Context& self) override {
    self.trap_exit();
    log_->add(id_ + " up");
  }
  void receive(Context& self, Message message) override {
    if (message.is<Crash>()) throw std::runtime_error{"crash"};
    if (message.is<Go>()) self.stop();
    if (const auto* exit = message.get_if<runtime::Exit>()) {
      log_->add(id_ + " down");
      self.stop(exit->reason);
    }
  }

 private:
  EventLog* log_;
  std::string id_;
};

Name name_of(const std::string& id) {
  return Name{"supervisor_swarm." + id};
}

ChildSpec spec_of(const Member& member, EventLog* log) {
  return {.id = member.id,
          .start = [log, id = member.id](Context& context, Message&) -> ChildStart {
            const runtime::SpawnOptions options{.name = name_of(id)};
            return context.start_link<Child>(options, log, id);
          },
          .restart = member.restart};
}

struct Team {
  Strategy strategy;
  runtime::RestartIntensity intensity;
  std::vector<Member> members;
};

Team any_team(Random& random) {
  constexpr std::array strategies{Strategy::one_for_one, Strategy::one_for_all,
                                  Strategy::rest_for_one};
  constexpr std::array restarts{Restart::permanent, Restart::permanent, Restart::transient,
                                Restart::temporary};
  Team team{strategies[random.below(strategies.size())],
            {static_cast<std::uint32_t>(random.below(6)), 5s},
            {}};
  for (std::uint64_t i = 0; i <= random.below(6); ++i)
    team.members.push_back(
        {.id = std::string(1, static_cast<char>('a' + i)), .restart = restarts[random.below(4)]});
  return team;
}

class SupervisorSwarm {
 public:
  explicit SupervisorSwarm(std::uint64_t seed, double late)
      : random_{seed},
        team_{any_team(random_)},
        model_{team_.strategy, team_.intensity, team_.members},
        node_{{.seed = seed, .fault_points = {.late_arrival = late}}} {
    runtime::SupervisorSpec spec{.strategy = team_.strategy, .intensity = team_.intensity};
    for (const Member& member : team_.members) spec.children.push_back(spec_of(member, &log_));
    supervisor_ = node_.spawn({.trap_exit = true}, runtime::supervisor(std::move(spec)));
    node_.settle();
    seen_ = log_.lines().size();
  }

  bool is_over() const { return model_.gave_up() || model_.members().empty(); }

  /// One event; what came of it, and what should have.
  std::pair<Lines, Lines> step() {
    node_.run_for(Duration{static_cast<std::int64_t>(random_.below(3'000'000'000))});
    const auto& members = model_.members();
    const Member member = members[random_.below(members.size())];
    const Lines expected = member.running ? disturb(member) : start(member);
    node_.settle();
    const Lines all = log_.lines();
    const Lines seen{all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end()};
    seen_ = all.size();
    return {seen, expected};
  }
  bool agrees() const {
    if (node_.is_alive(supervisor_) == model_.gave_up()) return false;
    return std::ranges::all_of(model_.members(), [&](const Member& member) {
      return static_cast<bool>(node_.whereis(name_of(member.id))) == member.running;
    });
  }

 private:
  Lines disturb(const Member& member) {
    const runtime::Pid pid = node_.whereis(name_of(member.id));
    const Duration now = node_.now().time_since_epoch();
    switch (random_.below(4)) {
      case 0: node_.exit_signal(pid, ExitReason::Kind::kill); break;
      case 1: node_.send(pid, Crash{}); break;
      case 2: node_.send(pid, Go{}); return model_.ended(member.id, true, now);
      default:
        node_.send(supervisor_, Call<runtime::TerminateChild>{From{}, {.id = member.id}});
        return model_.terminated(member.id);
    }
    return model_.ended(member.id, false, now);
  }
  Lines start(const Member& member) {
    node_.send(supervisor_, Call<runtime::RestartChild>{From{}, {member.id}});
    return model_.started(member.id);
  }

  Random random_;
  Team team_;
  TeamModel model_;
  EventLog log_;
  runtime::SimulatedNode node_;
  runtime::Pid supervisor_;
  std::size_t seen_ = 0;
};

TEST(SupervisorSwarm, StopsAndStartsWhomTheModelSaysInThatOrder) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SupervisorSwarm swarm{seed, seed % 2 == 0 ? 0.3 : 0.0};
    for (int i = 0; i < steps_per_seed && !swarm.is_over(); ++i) {
      const auto [seen, expected] = swarm.step();
      ASSERT_EQ(seen, expected) << "seed " << seed << ", step " << i;
      ASSERT_TRUE(swarm.agrees()) << "seed " << seed << ", step " << i;
    }
  }
}

/// Restarts that fail are tried again, and each counts.
TEST(SupervisorSwarm, RestartsThatFailEndInAllRunningOrInGivingUp) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    EventLog log;
    runtime::SimulatedNode node{{.seed = seed, .fault_points = {.failing_restart = 0.5}}};
    runtime::SupervisorSpec spec{.strategy = Strategy::one_for_all, .intensity = {20, 5s}};
    for (const char* id : {"a", "b", "c"}) spec.children.push_back(spec_of({.id = id}, &log));
    const runtime::Pid supervisor =
        node.spawn({.trap_exit = true}, runtime::supervisor(std::move(spec)));
    node.settle();
    for (int i = 0; i < 10 && node.is_alive(supervisor); ++i) {
      const Name victim = name_of(std::string(1, static_cast<char>('a' + i % 3)));
      node.exit_signal(node.whereis(victim), ExitReason::Kind::kill);
      node.run_for(1s);
      for (const char* id : {"a", "b", "c"})
        ASSERT_EQ(static_cast<bool>(node.whereis(name_of(id))), node.is_alive(supervisor))
            << "seed " << seed << ", round " << i << ", child " << id;
    }
  }
}

}  // namespace
}  // namespace forlopp::test
