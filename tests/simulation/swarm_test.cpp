// Goal: processes do what OTP's do, whatever the order of events and however late signals arrive.
// Method: random programs of links, monitors, names, signals and ends. One order at a time, what
// each process is and hears must be what the model says; several at once, what has to hold in any
// order must hold. A failure names the seed and the orders that led to it.
#include <algorithm>
#include <array>
#include <iterator>

#include <gtest/gtest.h>

#include "runtime/random.hpp"
#include "tests/simulation/swarm_cast.hpp"

namespace forlopp::test::swarm {
namespace {

using runtime::Random;

constexpr std::uint64_t seeds = FORLOPP_SWARM_SEEDS;
constexpr int orders_per_seed = 500;
constexpr std::size_t living_max = 14;
constexpr std::size_t names = 4;

std::vector<Actor> living(const Cast& cast) {
  std::vector<Actor> alive;
  for (Actor actor = 0; actor < cast.size(); ++actor)
    if (cast.alive(actor)) alive.push_back(actor);
  return alive;
}

ExitReason any_reason(Random& random) {
  const std::array<ExitReason, 5> reasons{ExitReason::Kind::normal, ExitReason::Kind::shutdown,
                                          ExitReason::Kind::kill, ExitReason::Kind::killed,
                                          ExitReason{"boom"}};
  return reasons[random.below(reasons.size())];
}

bool spawns(Act act) {
  return act == Act::spawn || act == Act::spawn_link || act == Act::spawn_monitor;
}
bool ends(Act act) {
  return act == Act::exit || act == Act::throw_error || act == Act::exit_signal;
}

/// Makes orders that somebody living can obey.
class Director {
 public:
  explicit Director(Random random) : random_{random} {}

  Order next(const std::vector<Actor>& alive, std::size_t all) {
    Order order;
    order.actor = alive[random_.below(alive.size())];
    order.other = random_.chance(0.9) ? alive[random_.below(alive.size())] : random_.below(all);
    order.act = any_act(alive.size());
    order.reason = any_reason(random_);
    order.number = number_for(order);
    return order;
  }

 private:
  /// Few ends while few live, no births while many do.
  Act any_act(std::size_t alive) {
    for (;;) {
      const auto act = static_cast<Act>(random_.below(acts));
      if (spawns(act) && alive >= living_max) continue;
      if (ends(act) && !random_.chance(alive < 4 ? 0.1 : 0.5)) continue;
      return act;
    }
  }
  std::size_t number_for(const Order& order) {
    std::vector<std::size_t>& own = monitors_of_[order.actor];
    const bool watches = order.act == Act::monitor || order.act == Act::spawn_monitor;
    if (watches) return own.emplace_back(++monitors_);
    if (order.act == Act::demonitor) return own.empty() ? 0 : own[random_.below(own.size())];
    if (order.act == Act::send) return ++letters_;
    return random_.below(names);
  }

  Random random_;
  std::size_t monitors_ = 0;
  std::size_t letters_ = 0;
  std::map<Actor, std::vector<std::size_t>> monitors_of_{};
};

std::string told(const std::vector<Order>& orders) {
  std::string text;
  for (const Order& order : orders) text += describe(order) + "\n";
  return text;
}

testing::AssertionResult is_as_modelled(Cast& cast, Model& model) {
  for (Actor actor = 0; actor < cast.size(); ++actor) {
    ActorModel& expected = model.actors()[actor];
    const auto name = std::to_string(actor);
    if (cast.alive(actor) != expected.alive)
      return testing::AssertionFailure() << name << (expected.alive ? " is dead" : " lives");
    const auto heard = cast.take_heard(actor);
    if (expected.alive && heard != expected.heard)
      return testing::AssertionFailure() << name << " heard " << testing::PrintToString(heard)
                                         << ", not " << testing::PrintToString(expected.heard);
    expected.heard.clear();
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult relations_are_as_modelled(const Cast& cast, const Model& model) {
  for (const Actor actor : living(cast)) {
    const Seen seen = cast.see(actor);
    const ActorModel& expected = model.actors()[actor];
    std::multiset<Actor> monitors;
    for (const auto& [number, watched] : expected.monitors) monitors.insert(watched);
    if (seen.links != expected.links || seen.monitors != monitors ||
        seen.has_name != expected.name.has_value())
      return testing::AssertionFailure() << "relations of " << actor;
  }
  return testing::AssertionSuccess();
}

runtime::SimulatedOptions options(std::uint64_t seed) {
  const bool late = seed % 2 == 0;
  return {.seed = seed, .fault_points = {.late_arrival = late ? 0.3 : 0.0}};
}

TEST(Swarm, EachStepOfARandomProgramIsWhatTheModelSays) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Cast cast{options(seed)};
    Model model;
    Director director{Random{seed}};
    std::vector<Order> orders;
    for (int i = 0; i < orders_per_seed; ++i) {
      const std::vector<Actor> alive = living(cast);
      if (alive.empty()) {
        cast.add_first();
        model.spawn();
        continue;
      }
      orders.push_back(director.next(alive, cast.size()));
      give(model, orders.back());
      cast.give(orders.back());
      cast.settle();
      ASSERT_TRUE(is_as_modelled(cast, model)) << "seed " << seed << "\n" << told(orders);
      if (i % 8 != 0) continue;
      ASSERT_TRUE(relations_are_as_modelled(cast, model)) << "seed " << seed << "\n"
                                                          << told(orders);
    }
  }
}

/// Whoever is linked or watched knows it, and lives.
testing::AssertionResult relations_agree(const Cast& cast) {
  std::map<Actor, Seen> all;
  for (const Actor actor : living(cast)) all[actor] = cast.see(actor);
  for (const auto& [actor, seen] : all) {
    for (const Actor other : seen.links)
      if (!all.contains(other) || !all[other].links.contains(actor))
        return testing::AssertionFailure() << actor << " is linked to " << other << ", not back";
    for (const Actor other : seen.monitors)
      if (!all.contains(other) ||
          all[other].monitored_by.count(actor) != seen.monitors.count(other))
        return testing::AssertionFailure() << actor << " monitors " << other << " in vain";
    for (const Actor other : seen.monitored_by)
      if (!all.contains(other) || !all[other].monitors.contains(actor))
        return testing::AssertionFailure() << other << " does not monitor " << actor;
  }
  return testing::AssertionSuccess();
}

/// No two downs of one monitor; letters of one sender in the order sent.
testing::AssertionResult hears_in_order(Cast& cast, Actor actor) {
  const std::multiset<std::string> heard = cast.take_heard(actor);
  for (const std::string& line : heard)
    if (line.starts_with("down") && heard.count(line) > 1)
      return testing::AssertionFailure() << actor << " heard twice: " << line;
  std::map<Actor, int> last;
  for (const auto& [from, letter] : cast.letters(actor)) {
    if (letter < static_cast<int>(names)) continue;  // By name: not numbered.
    if (letter <= last[from])
      return testing::AssertionFailure() << actor << " got " << letter << " after " << last[from];
    last[from] = letter;
  }
  return testing::AssertionSuccess();
}

TEST(Swarm, WhatHappensAtOnceLeavesAllInAgreement) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Cast cast{options(seed)};
    Random random{seed};
    Director director{random.split(1)};
    std::vector<Order> orders;
    for (int i = 0; i < orders_per_seed;) {
      const std::vector<Actor> alive = living(cast);
      if (alive.empty()) cast.add_first();
      for (std::uint64_t left = random.below(8); left > 0 && !alive.empty(); --left, ++i) {
        orders.push_back(director.next(alive, cast.size()));
        cast.give(orders.back());
      }
      cast.settle();
      ASSERT_TRUE(relations_agree(cast)) << "seed " << seed << "\n" << told(orders);
      for (const Actor actor : living(cast))
        ASSERT_TRUE(hears_in_order(cast, actor)) << "seed " << seed << "\n" << told(orders);
    }
  }
}

}  // namespace
}  // namespace forlopp::test::swarm
