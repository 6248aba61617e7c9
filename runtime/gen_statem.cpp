#include "runtime/gen_statem.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "runtime/check.hpp"

namespace forlopp::runtime {
namespace {

/// A timer's message to its own machine.
struct TimerRing {
  StatemTimer timer;
  std::uint32_t number;
};

constexpr StatemTimer state_timer{StatemTimer::Kind::state, 0};
constexpr StatemTimer event_timer{StatemTimer::Kind::event, 0};

bool is_from_parent(const Context& context, const Exit* exit) {
  return exit != nullptr && exit->from == context.parent();
}

/// What an enter call cannot do ends the machine with the reason that OTP gives.
void refuse_if(bool entering, const std::string& action) {
  if (!entering) return;
  throw CheckFailed{"{bad_state_enter_action_from_state_function," + action + "}"};
}

/// Moves events in front of those that wait; `waiting` has the next one last.
void put_in_front(std::vector<Message>& events, std::vector<Message>& waiting) {
  std::move(events.rbegin(), events.rend(), std::back_inserter(waiting));
  events.clear();
}

}  // namespace

void StatemCore::init(Context& context) {
  begin(context);
  if (stopped_ || context.is_ending()) return;
  context.init_ack();
  insert_events();
  enter(context);
  handle_waiting(context);
}

void StatemCore::receive(Context& context, Message message) {
  if (const auto* ring = message.get_if<TimerRing>()) {
    const auto timer = find_timer(ring->timer);
    if (timer == timers_.end() || timer->number != ring->number) return;
    message = Message::of(StatemTimeout{ring->timer, std::move(timer->content)});
    timers_.erase(timer);
  } else if (const auto* exit = message.get_if<Exit>(); is_from_parent(context, exit)) {
    stop_machine(context, exit->reason);
    return;
  }
  run_one(context, std::move(message));
  handle_waiting(context);
}

void StatemCore::handle_waiting(Context& context) {
  while (!stopped_) {
    if (!waiting_.empty()) {
      Message event = std::move(waiting_.back());
      waiting_.pop_back();
      run_one(context, std::move(event));
    } else if (zero_timeouts_ > 0) {
      run_one(context, next_zero_timeout());
    } else {
      return;
    }
  }
}

void StatemCore::run_one(Context& context, Message event) {
  if (!timers_.empty()) cancel_timer(context, event_timer);
  keeps_state_timer_ = false;
  const Step step = handle_event(context, event);
  if (step == Step::stop || stopped_) return;
  if (std::exchange(postponing_, false)) postponed_.push_back(std::move(event));
  if (step == Step::changed) change_state(context);
  insert_events();
  if (step != Step::keep) enter(context);
}

void StatemCore::change_state(Context& context) {
  if (!keeps_state_timer_) cancel_timer(context, state_timer);
  put_in_front(postponed_, waiting_);
}

void StatemCore::insert_events() {
  put_in_front(inserted_, waiting_);
}

void StatemCore::enter(Context& context) {
  entering_ = true;
  do {
    entering_again_ = false;
    enter_state(context);
  } while (entering_again_ && !stopped_);
  entering_ = false;
}

// What callbacks may ask for.

void StatemCore::start_timer(Context& context, StatemTimer timer, Duration delay, Message content) {
  cancel_timer(context, timer);
  if (delay == infinity) return;
  Running running{timer, ++timer_number_, Ref{}, std::move(content)};
  if (delay > Duration::zero()) {
    const TimerRing ring{timer, running.number};
    running.ref = context.start_timer(delay, context.self(), Message::of(ring));
  } else {
    ++zero_timeouts_;
  }
  timers_.push_back(std::move(running));
  if (timer.kind == StatemTimer::Kind::state) keeps_state_timer_ = true;
}

void StatemCore::update_timer(Context& context, StatemTimer timer, Message content) {
  const auto running = find_timer(timer);
  if (running == timers_.end()) {
    start_timer(context, timer, Duration::zero(), std::move(content));
  } else {
    running->content = std::move(content);
  }
}

void StatemCore::cancel_timer(Context& context, StatemTimer timer) {
  const auto running = find_timer(timer);
  if (running == timers_.end()) return;
  if (running->ref) {
    context.cancel_timer(running->ref);
  } else {
    --zero_timeouts_;
  }
  timers_.erase(running);
}

bool StatemCore::timer_runs(StatemTimer timer) const {
  return std::ranges::find(timers_, timer, &Running::timer) != timers_.end();
}

void StatemCore::postpone() {
  refuse_if(entering_, "postpone");
  postponing_ = true;
}

void StatemCore::next_event(Message event) {
  refuse_if(entering_, "next_event");
  inserted_.push_back(std::move(event));
}

void StatemCore::stop_machine(Context& context, ExitReason reason) {
  stopped_ = true;
  context.stop(std::move(reason));
}

// Timers.

Message StatemCore::next_zero_timeout() {
  const auto first = std::ranges::find(timers_, Ref{}, &Running::ref);
  StatemTimeout timeout{first->timer, std::move(first->content)};
  timers_.erase(first);
  --zero_timeouts_;
  return Message::of(std::move(timeout));
}

std::vector<StatemCore::Running>::iterator StatemCore::find_timer(StatemTimer timer) {
  return std::ranges::find(timers_, timer, &Running::timer);
}

}  // namespace forlopp::runtime
