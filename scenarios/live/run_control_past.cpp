// How a run is taken back: it is done again from its seed, with what clients did to it, until it is
// where it is wanted.
#include <utility>

#include "scenarios/live/run_control.hpp"
#include "scenarios/live/wall_clock.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;
using management::Refusal;
using management::Refused;

/// Between two looks at the wall's clock.
constexpr int steps_at_once = 256;
/// Of real time, between two looks at requests, and at how far it is.
constexpr std::chrono::nanoseconds piece_budget = 5ms;
constexpr std::chrono::nanoseconds between_reports = 100ms;

const Refused busy{Refusal::busy, "the exchange goes back to its past; ask again when it is there"};
const Refused judged{Refusal::unknown,
                     "rewind: this run is judged; an exchange of `forlopp serve` goes back"};
const Refused forgotten{Refusal::gone, "rewind: not all that was done to this run is known"};

}  // namespace

/// Until the run is built anew.
void RunControl::begin_way_back(management::RequestQueue::Waiting asked) {
  if (options_.returning == RunControlOptions::Returning::refused) return asked.reply(judged);
  auto goal = past_goal_of(asked.request.arguments, here(), log_.last_added());
  if (!goal) return asked.reply(Refused{Refusal::argument, std::move(goal.error())});
  const bool keeps_commands = goal->commands == PastGoal::Commands::kept;
  if (keeps_commands && !past_.is_complete()) return asked.reply(forgotten);
  way_back_.emplace(std::move(*goal), keeps_commands ? std::move(past_) : Past{}, std::move(asked));
  is_wanted_anew_ = true;
  mode_ = RunMode::rewinding;
  goal_.reset();
  publish();
  publisher_.goes();
}

void RunControl::start_anew() {
  log_.start_anew();
  occurrences_.forget();
  past_ = {};
  phase_.reset();
  is_stepping_ = must_come_back_ = is_told_to_finish_ = is_wanted_anew_ = false;
  has_arrived_ = true;
  steps_ = returns_ = 0;
}

/// Nothing: it is there.
std::optional<RunControl::Verdict> RunControl::go_back(Duration stop) {
  while (true) {
    look_around();
    do_again();
    if (is_there()) {
      arrive();
      return std::nullopt;
    }
    if (comes_back_before(stop)) return Verdict::go_on;
    if (run_past(stop) == Piece::arrived && now() >= stop) {
      ++steps_;
      return Verdict::go_on;
    }
  }
}

void RunControl::do_again() {
  while (!is_there()) {
    const Past::Entry* entry = way_back_->due(here());
    if (entry == nullptr) return;
    if (entry->deed) {
      outcome_of(*entry->deed);
    } else {
      tell_of_clients(entry->event_class, entry->fields);
    }
  }
}

bool RunControl::is_there() const {
  return way_back_->is_cancelled() || must_end() ||
         way_back_->is_there(here(), log_.last_added(), has_arrived_);
}

RunControl::Piece RunControl::run_past(Duration stop) {
  const Wall started = wall_now();
  const Duration time = std::max(now(), std::min(stop, way_back_->time_until(steps_)));
  has_arrived_ = false;
  do {
    for (int i = 0; i < steps_at_once; ++i) {
      const bool may_step = steps_ < way_back_->steps_until();
      if (!may_step || !inside_->node.step(runtime::Instant{time})) {
        inside_->node.run_until(runtime::Instant{time});
        has_arrived_ = true;
        return Piece::arrived;
      }
      ++steps_;
      if (steps_ == way_back_->steps_until() || is_there()) return Piece::interrupted;
    }
  } while (wall_now() - started < piece_budget);
  return Piece::interrupted;
}

/// Whoever wants something meanwhile is told to wait; `pause` ends the way where it is.
void RunControl::look_around() {
  while (auto waiting = requests_.take()) {
    const bool is_pause = waiting->request.what == "pause";
    if (is_pause) way_back_->cancel();
    waiting->reply(is_pause ? management::Answer{management::Done{{}, stamp()}} : busy);
  }
  if (wall_now() - published_wall_ >= between_reports) publish();
}

void RunControl::arrive() {
  const WayBack way = std::move(*std::exchange(way_back_, std::nullopt));
  occurrences_.forget();
  note(way.asked().request);
  pause(way.is_cancelled() ? "stopped on its way back" : "went back to " + way.goal().text);
  log_.show();
  publish();
  if (options_.another_run) options_.another_run();
  way.asked().reply(management::Done{{}, stamp()});
}

}  // namespace forlopp::live
