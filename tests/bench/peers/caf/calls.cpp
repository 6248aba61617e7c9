#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "tests/bench/peers/caf/works.hpp"

namespace forlopp::bench::caf_peers {
namespace {

using caf::actor;
using caf::behavior;
using caf::event_based_actor;
using caf::stateful_actor;

constexpr std::int64_t questions = 500'000;
constexpr std::int64_t questions_over_10k = 5'000;  // Each looks at all that waits.
constexpr auto patience = std::chrono::seconds{5};
constexpr std::int64_t callers = 10;
constexpr std::int64_t calls_each = 10'000;
constexpr std::uint32_t numbers = 1'000;
constexpr std::int32_t last_stage = 9;

behavior echo(event_based_actor*) {
  return {[](std::int64_t question) { return question; }};
}

struct Asker {
  actor server{};
  const char* figure = "";
  std::int64_t questions = 0;
  std::int64_t asked = 0;
  Clock::time_point started{};
};

void ask(stateful_actor<Asker>* self) {
  self->request(self->state.server, patience, self->state.asked++).then([=](std::int64_t) {
    if (self->state.asked < self->state.questions) return ask(self);
    report(self->state.figure, self->state.started, self->state.questions);
    self->send_exit(self->state.server, caf::exit_reason::user_shutdown);
    self->quit();
  });
}

/// What it gets besides answers waits: nobody wants it.
behavior asker(stateful_actor<Asker>* self, const char* figure, std::int64_t waiting) {
  self->set_default_handler(caf::skip);
  const std::int64_t count = waiting == 0 ? questions : questions_over_10k;
  self->state = {self->spawn(echo), figure, count, 0, {}};
  self->monitor(self->state.server);
  self->set_down_handler([](const caf::down_msg&) {});
  for (std::int64_t i = 0; i < waiting; ++i) self->send(self, i);
  self->state.started = Clock::now();
  ask(self);
  return {[](caf::tick_atom) {}};
}

struct Line {
  std::uint32_t card;
  std::uint32_t circuit;
};
struct CallRecord {
  std::uint32_t caller;
  std::uint32_t called;
  Clock::time_point begun;
  Clock::time_point ended;
};
struct Office {
  std::shared_mutex mutex{};
  std::map<std::uint32_t, Line> lines{};
  std::map<std::uint32_t, CallRecord> records{};
};
using SharedOffice = std::shared_ptr<Office>;

/// The half of a call that belongs to the line which is called.
behavior terminating(event_based_actor* self, Line) {
  return {[=](std::int32_t stage) {
    if (stage == last_stage) self->quit();
    return stage;
  }};
}

struct Half {
  actor other{};
  Clock::time_point begun = Clock::now();
};

/// The calling line's: finds the other line, leads the call and writes its record.
behavior originating(stateful_actor<Half>* self, const SharedOffice& office, std::uint32_t number) {
  std::shared_lock reading{office->mutex};
  const Line line = office->lines.at(number);
  reading.unlock();
  self->state.other = self->spawn<caf::linked>(terminating, line);
  self->send(self->state.other, std::int32_t{0});
  return {[=](std::int32_t stage) {
    if (stage < last_stage) return self->send(self->state.other, stage + 1);
    const std::scoped_lock writing{office->mutex};
    office->records[number] = {1, number, self->state.begun, Clock::now()};
    self->quit();
  }};
}

struct Calling {
  std::uint32_t number = 0;
  std::int64_t left = calls_each;
};

void call_next(stateful_actor<Calling>* self, const SharedOffice& office) {
  self->state.number = (self->state.number + 1) % numbers;
  self->spawn<caf::monitored>(originating, office, self->state.number);
}

/// Calls one number after the other.
behavior caller(stateful_actor<Calling>* self, const SharedOffice& office, std::uint32_t first,
                const actor& exchange) {
  self->state.number = first;
  self->set_down_handler([=](const caf::down_msg&) {
    if (--self->state.left > 0) return call_next(self, office);
    self->send(exchange, caf::tick_atom_v);
    self->quit();
  });
  call_next(self, office);
  return {[](caf::tick_atom) {}};
}

struct Exchange {
  std::vector<actor> all{};  // An actor that waits and that nobody holds is gone.
  std::int64_t left = callers;
  Clock::time_point started = Clock::now();
};

behavior exchange(stateful_actor<Exchange>* self) {
  const auto office = std::make_shared<Office>();
  for (std::uint32_t i = 0; i < numbers; ++i) office->lines[i] = {i / 16, i % 16};
  self->state.started = Clock::now();
  for (std::uint32_t i = 0; i < callers; ++i) {
    self->state.all.push_back(self->spawn(caller, office, i * 100, actor{self}));
  }
  return {[=](caf::tick_atom) {
    if (--self->state.left > 0) return;
    self->state.all.clear();
    report("telephone_call", self->state.started, callers * calls_each);
    self->quit();
  }};
}

}  // namespace

void call(caf::actor_system& system) {
  system.spawn(asker, "call", 0);
}
void call_over_10k(caf::actor_system& system) {
  system.spawn(asker, "call_over_10k", 10'000);
}
void telephone_call(caf::actor_system& system) {
  system.spawn(exchange);
}

}  // namespace forlopp::bench::caf_peers
