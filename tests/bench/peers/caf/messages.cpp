#include <cstdio>
#include <cstdlib>

#include "tests/bench/peers/caf/works.hpp"

namespace forlopp::bench::caf_peers {
namespace {

using caf::actor;
using caf::behavior;
using caf::event_based_actor;
using caf::stateful_actor;

constexpr std::int64_t balls = 2'000'000;
constexpr std::int64_t senders = 100;
constexpr std::int64_t from_each = 20'000;
constexpr std::int64_t in_a_row = 100;
constexpr std::int64_t births = 500'000;
constexpr std::int64_t batch = 100;

struct Left {
  std::int64_t left = 0;
  Clock::time_point started = Clock::now();
};

behavior returner(event_based_actor*) {
  return {[](caf::tick_atom ball) { return ball; }};
}

behavior server(stateful_actor<Left>* self) {
  self->state.left = balls;
  const auto other = self->spawn(returner);
  self->send(other, caf::tick_atom_v);
  return {[=](caf::tick_atom ball) {
    self->state.left -= 2;
    if (self->state.left > 0) {
      self->send(other, ball);
      return;
    }
    report("ping_pong", self->state.started, balls);
    self->send_exit(other, caf::exit_reason::user_shutdown);
    self->quit();
  }};
}

behavior link_to(event_based_actor* self, actor next) {
  return {[=](caf::tick_atom token) { self->send(next, token); }};
}

/// Closes a ring; the first lap does not count.
behavior clasp(stateful_actor<Left>* self, const char* figure, std::int64_t length,
               std::int64_t laps) {
  self->state.left = laps + 1;
  actor next{self};
  for (std::int64_t i = 1; i < length; ++i) next = self->spawn(link_to, next);
  self->send(next, caf::tick_atom_v);
  return {[=](caf::tick_atom token) {
    Left& state = self->state;
    if (state.left == laps + 1) state.started = Clock::now();
    if (--state.left > 0) {
      self->send(next, token);
      return;
    }
    report(figure, state.started, length * laps);
    // The links hold each other for ever, so nothing is left to wait for.
    std::fflush(stdout);
    std::_Exit(0);
  }};
}

behavior sender(stateful_actor<Left>* self, actor collector) {
  self->state.left = from_each;
  self->send(self, caf::tick_atom_v);
  return {[=](caf::tick_atom go_on) {
    for (std::int64_t i = 0; i < in_a_row; ++i) self->send(collector, self->state.left--);
    if (self->state.left == 0) return self->quit();
    self->send(self, go_on);
  }};
}

behavior collector(stateful_actor<Left>* self) {
  self->state.left = senders * from_each;
  for (std::int64_t i = 0; i < senders; ++i) self->spawn(sender, actor{self});
  return {[=](std::int64_t) {
    if (--self->state.left > 0) return;
    report("fan_in", self->state.started, senders * from_each);
    self->quit();
  }};
}

/// Ends as soon as it is born.
void mayfly(event_based_actor*) {}
/// Says so before.
void herald(event_based_actor* self, const actor& to) {
  self->send(to, caf::tick_atom_v);
}

void spawn_batch(stateful_actor<Left>* self) {
  for (std::int64_t i = 1; i < batch; ++i) self->spawn(mayfly);
  self->spawn(herald, actor{self});
  self->state.left -= batch;
}

/// Spawns batches and waits for the last of each.
behavior spawner(stateful_actor<Left>* self) {
  self->state.left = births;
  spawn_batch(self);
  return {[=](caf::tick_atom) {
    if (self->state.left > 0) return spawn_batch(self);
    report("spawn_exit", self->state.started, births);
    self->quit();
  }};
}

}  // namespace

void ping_pong(caf::actor_system& system) {
  system.spawn(server);
}
void ring_10k(caf::actor_system& system) {
  system.spawn(clasp, "ring_10k", 10'000, 100);
}
void ring_1m(caf::actor_system& system) {
  system.spawn(clasp, "ring_1m", 1'000'000, 2);
}
void fan_in(caf::actor_system& system) {
  system.spawn(collector);
}
void spawn_exit(caf::actor_system& system) {
  system.spawn(spawner);
}

}  // namespace forlopp::bench::caf_peers
