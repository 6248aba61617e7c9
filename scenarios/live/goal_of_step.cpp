#include <utility>

#include <fmt/format.h>

#include "scenarios/live/arguments.hpp"
#include "scenarios/live/goal.hpp"

namespace forlopp::live {
namespace {

using runtime::err;

/// So many times one thing.
class CountedGoal : public Goal {
 public:
  CountedGoal(std::string what, std::int64_t count) : what_{std::move(what)}, left_{count} {}
  bool reached_by(const Step& step) final { return counts(step) && --left_ <= 0; }
  std::string text() const final { return fmt::format("{} {}", left_, what_); }

 private:
  virtual bool counts(const Step& step) = 0;

  std::string what_;
  std::int64_t left_;
};

class EventSteps final : public CountedGoal {
 public:
  explicit EventSteps(std::int64_t count) : CountedGoal{"events", count} {}

 private:
  bool counts(const Step&) override { return true; }
};

class MessageSteps final : public CountedGoal {
 public:
  explicit MessageSteps(std::int64_t count) : CountedGoal{"messages", count} {}

 private:
  bool counts(const Step& step) override { return step.kind == Step::Kind::message; }
};

/// Also when the process is no more: nothing is left to wait for.
class FocusSteps final : public CountedGoal {
 public:
  FocusSteps(std::int64_t count, runtime::Pid process, const runtime::SimulatedNode& node)
      : CountedGoal{"messages of " + to_string(process), count}, process_{process}, node_{node} {}

 private:
  bool counts(const Step& step) override {
    if (!node_.is_alive(process_)) return true;
    return step.ran == process_ && step.kind == Step::Kind::message;
  }

  runtime::Pid process_;
  const runtime::SimulatedNode& node_;
};

class SupervisionSteps final : public CountedGoal {
 public:
  SupervisionSteps(std::int64_t count, const Occurrences& occurrences)
      : CountedGoal{"supervision events", count}, occurrences_{occurrences} {}

 private:
  bool counts(const Step&) override {
    return std::exchange(seen_, occurrences_.supervisions()) != occurrences_.supervisions();
  }

  const Occurrences& occurrences_;
  std::uint64_t seen_ = 0;
};

class TickSteps final : public CountedGoal {
 public:
  explicit TickSteps(std::int64_t count) : CountedGoal{"ticks", count} {}

 private:
  bool counts(const Step& step) override { return step.kind == Step::Kind::clock; }
};

}  // namespace

GoalResult goal_of_step(const management::Map& arguments, const GoalSights& sights) {
  const auto kind = text_of(arguments, "kind");
  if (!kind) return err(kind.error());
  const auto counted = count_of(arguments, "count", 1);
  if (!counted) return err(counted.error());
  const std::int64_t count = counted->value_or(1);
  const std::string what = kind->value_or("event");
  const runtime::SimulatedNode& node = sights.inside.node;
  if (what == "event") return std::make_unique<EventSteps>(count);
  if (what == "message") return std::make_unique<MessageSteps>(count);
  if (what == "supervision") return std::make_unique<SupervisionSteps>(count, sights.occurrences);
  if (what == "tick") return std::make_unique<TickSteps>(count);
  if (what != "focus") {
    return err(std::string{"kind: expected event, message, supervision, focus or tick"});
  }
  const auto process = process_of(arguments, "process", node);
  if (!process) return err(process.error());
  return std::make_unique<FocusSteps>(count, *process, node);
}

}  // namespace forlopp::live
