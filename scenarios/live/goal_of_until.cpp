#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "scenarios/engine/expectation_meanwhile.hpp"
#include "scenarios/engine/expectation_metric.hpp"
#include "scenarios/engine/run_collector.hpp"
#include "scenarios/live/arguments.hpp"
#include "scenarios/live/goal.hpp"

namespace forlopp::live {
namespace {

using management::Map;
using runtime::err;
using scenario::Duration;

constexpr Duration between_looks_at_metrics = std::chrono::milliseconds{100};

class TimeGoal final : public Goal {
 public:
  explicit TimeGoal(Duration when) : when_{when} {}
  Duration next_look() const override { return when_; }
  bool reached_at(Duration now) override { return now >= when_; }
  std::string text() const override { return scenario::text(when_); }

 private:
  Duration when_;
};

class EventGoal final : public Goal {
 public:
  EventGoal(std::uint64_t number, const management::EventLog& log) : number_{number}, log_{log} {}
  bool reached_by(const Step&) override { return log_.last_added() >= number_; }
  std::string text() const override { return fmt::format("event {}", number_); }

 private:
  std::uint64_t number_;
  const management::EventLog& log_;
};

class LevelGoal final : public Goal {
 public:
  LevelGoal(int level, const Occurrences& occurrences) : level_{level}, occurrences_{occurrences} {}
  bool reached_by(const Step&) override { return occurrences_.level() >= level_; }
  std::string text() const override {
    return fmt::format("a recovery of level {} ({}) or more", level_,
                       name(static_cast<exchange::RecoveryLevel>(level_)));
  }

 private:
  int level_;
  const Occurrences& occurrences_;
};

class AlarmGoal final : public Goal {
 public:
  AlarmGoal(exchange::Severity severity, const Occurrences& occurrences)
      : severity_{severity}, occurrences_{occurrences} {}
  bool reached_by(const Step&) override { return occurrences_.alarm() >= severity_; }
  std::string text() const override {
    return fmt::format("an alarm, {} or worse", exchange::name(severity_));
  }

 private:
  exchange::Severity severity_;
  const Occurrences& occurrences_;
};

/// Looked at on a grid of virtual time, so that it is found at the same moment however fast the
/// run goes; and at once.
class MetricGoal final : public Goal {
 public:
  MetricGoal(scenario::Condition condition, const scenario::RunInside& inside)
      : condition_{std::move(condition)},
        collector_{inside.collector},
        next_look_{inside.node.now().time_since_epoch()} {}
  Duration next_look() const override { return next_look_; }
  bool reached_at(Duration now) override {
    if (now < next_look_) return false;
    next_look_ = (now / between_looks_at_metrics + 1) * between_looks_at_metrics;
    return is_met(condition_, collector_.so_far());
  }
  std::string text() const override { return scenario::text(condition_); }

 private:
  scenario::Condition condition_;
  const scenario::RunCollector& collector_;
  Duration next_look_;
};

GoalResult until_time(const Map& arguments, const GoalSights& sights) {
  const auto when = time_of(arguments, "vtime");
  if (!when) return err(when.error());
  const Duration now = sights.inside.node.now().time_since_epoch();
  if (**when < now) {
    return err(
        fmt::format("vtime: {} is over; it is {}", scenario::text(**when), scenario::text(now)));
  }
  return std::make_unique<TimeGoal>(**when);
}

GoalResult until_event(const Map& arguments, const GoalSights& sights) {
  const auto number = count_of(arguments, "event", 1);
  if (!number) return err(number.error());
  const auto wanted = static_cast<std::uint64_t>(**number);
  if (wanted <= sights.log.last_added()) {
    return err(
        fmt::format("event: {} has been; the last one is {}", wanted, sights.log.last_added()));
  }
  return std::make_unique<EventGoal>(wanted, sights.log);
}

GoalResult until_level(const Map& arguments, const GoalSights& sights) {
  const auto level = count_of(arguments, "level", 0);
  if (!level) return err(level.error());
  constexpr auto most = static_cast<std::int64_t>(exchange::recovery_level_count) - 1;
  if (**level > most) return err(fmt::format("level: expected a number from 0 to {}", most));
  return std::make_unique<LevelGoal>(static_cast<int>(**level), sights.occurrences);
}

GoalResult until_alarm(const Map& arguments, const GoalSights& sights) {
  using enum exchange::Severity;
  const auto severity = text_of(arguments, "alarm");
  if (!severity) return err(severity.error());
  for (const auto known : {warning, minor, major, critical}) {
    if (name(known) == **severity) return std::make_unique<AlarmGoal>(known, sights.occurrences);
  }
  return err(std::string{"alarm: expected warning, minor, major or critical"});
}

GoalResult until_metric(const Map& arguments, const GoalSights& sights) {
  const auto written = text_of(arguments, "metric");
  if (!written) return err(written.error());
  auto condition = scenario::parse_condition_meanwhile(**written, sights.inside.scenario.exchange);
  if (!condition) return err(fmt::format("metric: {}", condition.error()));
  return std::make_unique<MetricGoal>(std::move(*condition), sights.inside);
}

}  // namespace

GoalResult goal_of_until(const Map& arguments, const GoalSights& sights) {
  constexpr std::array<std::pair<std::string_view, GoalResult (*)(const Map&, const GoalSights&)>,
                       5>
      kinds{{{"vtime", until_time},
             {"event", until_event},
             {"level", until_level},
             {"alarm", until_alarm},
             {"metric", until_metric}}};
  for (const auto& [key, goal_of] : kinds) {
    if (find(arguments, key) != nullptr) return goal_of(arguments, sights);
  }
  return err(std::string{"until: expected vtime, event, level, alarm or metric"});
}

}  // namespace forlopp::live
