#include "hwsim/load_profile.hpp"

#include <algorithm>

#include "runtime/check.hpp"

namespace forlopp::hwsim {
namespace {

double share_of(runtime::Duration part, runtime::Duration whole) {
  return static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

}  // namespace

void LoadProfile::add_level(const Change& change) {
  runtime::check(change.factor >= 0.0, "a load is never negative");
  runtime::check(levels_.empty() || levels_.back().from <= change.from,
                 "changes of a load come in the order of their times");
  levels_.push_back(change);
  level_max_ = std::max(level_max_, change.factor);
}

LoadProfile& LoadProfile::step(runtime::Duration from, double factor) {
  add_level({from, from, factor});
  return *this;
}

LoadProfile& LoadProfile::ramp(runtime::Duration from, runtime::Duration until, double factor) {
  runtime::check(from < until, "a ramp takes time");
  add_level({from, until, factor});
  return *this;
}

LoadProfile& LoadProfile::mass_call(runtime::Duration from, runtime::Duration until,
                                    double factor) {
  runtime::check(from < until && factor >= 0.0, "a mass call takes time and is never negative");
  mass_calls_.push_back({from, until, factor});
  peaks_ *= std::max(1.0, factor);
  return *this;
}

double LoadProfile::factor(runtime::Duration at) const {
  double level = 1.0;
  for (const Change& change : levels_) {
    if (at < change.from) break;
    const bool there = at >= change.until;
    level += (change.factor - level) *
             (there ? 1.0 : share_of(at - change.from, change.until - change.from));
  }
  for (const Change& change : mass_calls_)
    if (at >= change.from && at < change.until) level *= change.factor;
  return level;
}

}  // namespace forlopp::hwsim
