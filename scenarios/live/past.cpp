#include "scenarios/live/past.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace forlopp::live {
namespace {

constexpr std::size_t entries_max = 1'000'000;

}  // namespace

void Past::add(Entry entry) {
  is_complete_ = is_complete_ && entries_.size() < entries_max;
  if (is_complete_) entries_.push_back(std::move(entry));
}

const Past::Entry* WayBack::next() const {
  const auto& entries = past_.entries();
  return done_ < entries.size() ? &entries[done_] : nullptr;
}

const Past::Entry* WayBack::due(const Place& here) {
  const Past::Entry* entry = next();
  if (entry == nullptr || entry->place > here) return nullptr;
  ++done_;
  return entry;
}

bool WayBack::is_there(const Place& here, std::uint64_t last_event, bool has_arrived) const {
  const Past::Entry* entry = next();
  switch (goal_.kind) {
    case PastGoal::Kind::event: return last_event >= goal_.value;
    case PastGoal::Kind::step:
      return here.steps >= goal_.value && (entry == nullptr || entry->place.steps > goal_.value);
    case PastGoal::Kind::vtime: break;
  }
  const scenario::Duration when{goal_.value};
  return has_arrived && here.vtime >= when && (entry == nullptr || entry->place.vtime > when);
}

std::uint64_t WayBack::steps_until() const {
  const Past::Entry* entry = next();
  std::uint64_t until = std::numeric_limits<std::uint64_t>::max();
  if (entry != nullptr) until = entry->place.steps;
  return goal_.kind == PastGoal::Kind::step ? std::min(until, goal_.value) : until;
}

scenario::Duration WayBack::time_until(std::uint64_t steps) const {
  const Past::Entry* entry = next();
  scenario::Duration until = scenario::Duration::max();
  if (entry != nullptr && entry->place.steps == steps) until = entry->place.vtime;
  if (goal_.kind != PastGoal::Kind::vtime) return until;
  return std::min(until, scenario::Duration{goal_.value});
}

}  // namespace forlopp::live
