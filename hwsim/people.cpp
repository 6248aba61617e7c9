#include "hwsim/people.hpp"

#include <algorithm>
#include <utility>

#include "runtime/check.hpp"

namespace forlopp::hwsim {

using hal::PortNumber;
using runtime::Context;
using runtime::Duration;
using runtime::Instant;

People::People(Telephones& telephones, hal::CardAddress card, PortNumber ports,
               std::shared_ptr<const Population> population)
    : telephones_{telephones},
      card_{card},
      population_{std::move(population)},
      people_(ports),
      due_(ports, Instant::max()) {}

std::uint32_t People::line(PortNumber port) const {
  return population_->numbers.line_at({card_, port});
}

const Habits& People::habits(PortNumber port) {
  const Person& person = at(port);
  if (person.role == Role::called) return population_->habits_at(line(port));
  return population_->classes.at(person.calling_class).habits;
}

// When somebody has something to do. One timer serves all.

void People::due_at(Context& context, PortNumber port, Instant when) {
  due_.at(port - std::size_t{1}) = when;
  if (when < armed_ && !ticking_) arm(context);
}

void People::due_after(Context& context, PortNumber port, const Distribution& time) {
  due_at(context, port, context.now() + time.sample(context.random()));
}

void People::not_due(PortNumber port) {
  due_.at(port - std::size_t{1}) = Instant::max();
}

void People::arm(Context& context) {
  const Instant next = *std::ranges::min_element(due_);
  if (next >= armed_) return;
  if (armed_ != Instant::max()) context.cancel_timer(timer_);
  armed_ = next;
  timer_ = context.send_after(std::max(next - context.now(), Duration::zero()), context.self(),
                              PeopleTick{});
}

void People::tick(Context& context) {
  const Instant now = context.now();
  if (now < armed_) return;  // It was cancelled too late.
  armed_ = Instant::max();
  ticking_ = true;
  for (std::size_t index = 0; index < due_.size(); ++index) {
    if (due_[index] > now) continue;
    due_[index] = Instant::max();
    act(context, static_cast<PortNumber>(index + 1));
  }
  ticking_ = false;
  arm(context);
}

void People::act(Context& context, PortNumber port) {
  Person& person = at(port);
  switch (person.state) {
    case State::idle: return begin_own_call(context, port);
    case State::waits_to_retry: ++person.retries; return begin(context, port);
    case State::dials: return dial(context, port);
    case State::wants_dial_tone:
    case State::awaits_call:
    case State::hears_ringback:
    case State::gives_up:
    case State::says_hello:
    case State::holds_in_storm: return hang_up(context, port);
    case State::talks: return has_talked_enough(context, port);
    case State::will_answer: return answer(context, port);
    case State::joins_storm:
      person.state = State::holds_in_storm;
      due_at(context, port, context.now() + person.talked);
      return telephones_.lift(context, port);
    case State::lets_ring:
    case State::chats: return;
  }
}

// Faults and figures.

void People::storm(Context& context, const LiftInStorm& storm) {
  runtime::Random& random = context.random();
  for (std::size_t index = 0; index < people_.size(); ++index) {
    Person& person = people_[index];
    const auto port = static_cast<PortNumber>(index + 1);
    const bool is_meant = storm.port == hal::whole_card || storm.port == port;
    if (!is_meant || person.state != State::idle || !random.chance(storm.share)) continue;
    person.state = State::joins_storm;
    person.talked = storm.holding.sample(random);
    Duration later = storm.lifts_after.sample(random);
    if (storm.spread > Duration::zero())
      later += Distribution::uniform(Duration::zero(), storm.spread).sample(random);
    due_at(context, port, context.now() + later);
  }
}

PeopleCounts People::counts() const {
  PeopleCounts counts = counts_;
  const auto holds = [](const Person& person) {
    switch (person.state) {
      case State::wants_dial_tone:
      case State::dials:
      case State::awaits_call:
      case State::hears_ringback:
      case State::talks:
      case State::gives_up:
      case State::says_hello:
      case State::chats:
      case State::holds_in_storm: return true;
      case State::idle:
      case State::waits_to_retry:
      case State::lets_ring:
      case State::will_answer:
      case State::joins_storm: return false;
    }
    return false;
  };
  counts.lifted = static_cast<std::uint32_t>(std::ranges::count_if(people_, holds));
  return counts;
}

}  // namespace forlopp::hwsim
