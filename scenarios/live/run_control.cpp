#include "scenarios/live/run_control.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/engine/run_strikes.hpp"
#include "scenarios/live/wall_clock.hpp"

namespace forlopp::live {
namespace {

using namespace std::chrono_literals;

/// Between two looks at the wall's clock.
constexpr int steps_at_once = 64;
/// Of real time, between two looks at requests.
constexpr std::chrono::nanoseconds piece_budget = 5ms;
/// Whoever comes to see a run that stands still need not wait longer.
constexpr std::chrono::nanoseconds between_looks_at_rest = 250ms;

management::Map fields_of(const scenario::FaultNews& news) {
  management::Map fields{{"kind", name(news.kind)}, {"fault", news.fault}, {"target", news.target}};
  if (news.expected.empty()) return fields;
  fields.emplace_back("expected", news.expected);
  fields.emplace_back("measured", news.measured);
  return fields;
}

std::string_view text_of(scenario::Verdict verdict) {
  switch (verdict) {
    case scenario::Verdict::passed: return "passed";
    case scenario::Verdict::failed: return "failed";
    case scenario::Verdict::interrupted: return "interrupted";
  }
  return {};
}

}  // namespace

RunControl::RunControl(management::RequestQueue& requests, management::EventLog& log,
                       Publisher& publisher, RunControlOptions options)
    : requests_{requests},
      log_{log},
      publisher_{publisher},
      options_{std::move(options)},
      observers_{&occurrences_, publisher.observer()},
      exchange_observers_{&occurrences_, publisher.exchange_observer()},
      mode_{options_.opening == RunControlOptions::Opening::paused ? RunMode::paused
                                                                   : RunMode::running},
      pace_{options_.pace} {}

void RunControl::begins(const scenario::RunInside& inside) {
  inside_.emplace(inside);
  if (way_back_) start_anew();
  inside.strikes.tell([this](const scenario::FaultNews& news) {
    log_.add(management::EventClass::fault, news.at.count(), fields_of(news));
  });
  publisher_.begins(*inside_);
  tell("started", {{"scenario", inside.scenario.name}, {"seed", std::to_string(inside.seed)}});
  if (options_.opening == RunControlOptions::Opening::paused) {
    tell("paused", {{"why", "before its first event"}});
  }
  pace_.start(pace_.value(), now(), wall_now());
}

void RunControl::tell(std::string_view kind, Map more) {
  Map fields{{"kind", kind}};
  std::ranges::move(more, std::back_inserter(fields));
  log_.add(management::EventClass::lifecycle, now().count(), std::move(fields));
}

/// Of what clients did, and what came of it: to be told again when the run is done again.
void RunControl::tell_of_clients(management::EventClass event_class, Map fields,
                                 std::optional<Request> deed) {
  past_.add({here(), event_class, fields, std::move(deed)});
  log_.add(event_class, now().count(), std::move(fields));
}

void RunControl::tell_phase() {
  const auto phase = inside_->course.phase;
  if (std::exchange(phase_, phase) == phase) return;
  tell("phase", {{"phase", name(phase)}});
}

RunControl::Verdict RunControl::advance(runtime::Instant until) {
  const Duration stop = until.time_since_epoch();
  tell_phase();
  if (way_back_) {
    if (const auto verdict = go_back(stop)) return *verdict;
  }
  if (has_arrived_) look_at_goal();
  while (true) {
    take_requests(0ns);
    if (way_back_) return Verdict::interrupt;
    if (const auto verdict = ending()) return *verdict;
    if (comes_back_before(stop)) return Verdict::go_on;
    if (mode_ == RunMode::paused) {
      rest();
      continue;
    }
    const Duration target = next_target(stop);
    const Piece piece = run_piece(runtime::Instant{target});
    publish_if_due();
    if (piece == Piece::interrupted) continue;
    if (target >= stop) {
      count_step({.kind = Goal::Step::Kind::stretch});
      return Verdict::go_on;
    }
    look_at_goal();
    wait_for_pace();
  }
}

/// For what was injected and strikes before the run itself has something to do.
bool RunControl::comes_back_before(Duration stop) {
  if (now() >= stop || !std::exchange(must_come_back_, false)) return false;
  ++returns_;
  return true;
}

RunControl::Duration RunControl::next_target(Duration stop) {
  Duration target = stop;
  if (!is_stepping_) target = std::min(target, pace_.allowed(now(), wall_now()));
  if (goal_ != nullptr) target = std::min(target, goal_->next_look());
  return std::max(target, now());
}

RunControl::Piece RunControl::run_piece(runtime::Instant target) {
  const Wall started = wall_now();
  has_arrived_ = false;
  do {
    for (int i = 0; i < steps_at_once; ++i) {
      if (!take_step(target)) {
        inside_->node.run_until(target);
        has_arrived_ = true;
        return Piece::arrived;
      }
      if (mode_ == RunMode::paused) return Piece::interrupted;
    }
  } while (wall_now() - started < piece_budget);
  return Piece::interrupted;
}

bool RunControl::take_step(runtime::Instant target) {
  runtime::SimulatedNode& node = inside_->node;
  if (goal_ == nullptr) {
    if (!node.step(target)) return false;
    ++steps_;
    return true;
  }
  const std::uint64_t messages = node.counts().messages;
  if (!node.step(target)) return false;
  using enum Goal::Step::Kind;
  const runtime::Pid ran = node.last_to_run();
  const bool was_message = node.counts().messages > messages;
  count_step({.kind = !ran ? clock : was_message ? message : signal, .ran = ran});
  return true;
}

void RunControl::count_step(const Goal::Step& step) {
  ++steps_;
  if (goal_ != nullptr && goal_->reached_by(step)) pause("reached");
}

void RunControl::look_at_goal() {
  if (goal_ == nullptr || goal_->next_look() > now()) return;
  if (goal_->reached_at(now())) pause("reached");
}

void RunControl::pause(std::string why) {
  mode_ = RunMode::paused;
  goal_.reset();
  is_stepping_ = false;
  must_publish_ = true;
  tell_of_clients(management::EventClass::lifecycle,
                  {{"kind", "paused"}, {"why", std::move(why)}, {"at_step", steps_}});
}

void RunControl::go_on(std::unique_ptr<Goal> goal) {
  mode_ = RunMode::running;
  goal_ = std::move(goal);
  is_stepping_ = false;
  occurrences_.forget();
  pace_.start(pace_.value(), now(), wall_now());
  Map fields{{"kind", "runs"}, {"pace", pace_.value()}};
  if (goal_ != nullptr) fields.emplace_back("until", goal_->text());
  tell_of_clients(management::EventClass::lifecycle, std::move(fields));
}

/// Not longer than until somebody wants something, or it is time to show oneself.
void RunControl::rest() {
  if (std::exchange(must_publish_, false)) publish();
  const Wall left = published_wall_ + between_looks_at_rest - wall_now();
  take_requests(std::max(left, Wall{1ms}));
  if (wall_now() >= published_wall_ + between_looks_at_rest) must_publish_ = true;
}

void RunControl::wait_for_pace() {
  const bool is_due = goal_ != nullptr && goal_->next_look() <= now();
  if (mode_ != RunMode::running || pace_.is_as_fast_as_it_can() || is_stepping_ || is_due) return;
  const Wall wall = wall_now();
  const Wall publication = published_wall_ + pace_.between_looks() - wall;
  take_requests(std::clamp(publication, Wall{1ms}, std::max(pace_.wait(now(), wall), Wall{5ms})));
}

/// Nothing: it goes on.
std::optional<RunControl::Verdict> RunControl::ending() const {
  if (is_told_to_finish_) return Verdict::finish;
  const bool is_stopped = options_.watcher != nullptr && options_.watcher->wants_to_stop();
  const bool is_left = mode_ == RunMode::paused && requests_.is_closed();
  return is_stopped || is_left ? std::optional{Verdict::interrupt} : std::nullopt;
}

RunStatus RunControl::status() const {
  const Wall wall = wall_now() - published_wall_;
  const Duration passed = now() - published_virtual_;
  RunStatus status{.mode = mode_,
                   .pace = pace_.value(),
                   .vtime = now(),
                   .ends = inside_->course.ends,
                   .phase = inside_->course.phase,
                   .until = way_back_          ? way_back_->goal().text
                            : goal_ == nullptr ? ""
                                               : goal_->text(),
                   .messages = inside_->node.counts().messages,
                   .processes = inside_->node.counts().alive};
  if (wall > 0ns) {
    status.speed = static_cast<double>(passed.count()) / static_cast<double>(wall.count());
  }
  return status;
}

void RunControl::publish() {
  publisher_.publish(status(), stamp());
  published_wall_ = wall_now();
  published_virtual_ = now();
}

void RunControl::publish_if_due() {
  if (mode_ == RunMode::paused) return;  // At rest, when it has come to stand.
  if (wall_now() - published_wall_ < pace_.between_looks()) return;
  publish();
}

void RunControl::over(const scenario::Measurements& measured) {
  if (way_back_) arrive();
  const bool stays = options_.ending == RunControlOptions::Ending::stay;
  if (stays && options_.judged) options_.judged(measured);
  mode_ = RunMode::over;
  goal_.reset();
  tell("over", {{"verdict", text_of(verdict_of(measured))},
                {"fingerprint", measured.run.fingerprint},
                {"at_step", steps_}});
  publish();
  if (!stays) return;
  is_told_to_finish_ = false;
  while (!must_end() && !requests_.is_closed() && !way_back_) rest();
}

}  // namespace forlopp::live
