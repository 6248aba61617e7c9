#include "hwsim/link.hpp"

#include <algorithm>

namespace forlopp::hwsim {
namespace {

runtime::Duration held_back(runtime::Random& random) {
  const auto most = static_cast<std::uint64_t>(held_back_max.count());
  return runtime::Duration{static_cast<runtime::Duration::rep>(1 + random.below(most))};
}

}  // namespace

// Two messages that arrive at the same instant could be taken in any order, so the later one
// arrives a little later.
runtime::Duration LinkDirection::in_order(runtime::Instant now, runtime::Duration delay) {
  if (delay == runtime::Duration::zero() && last_arrival_ < now) return delay;
  last_arrival_ = std::max(now + delay, last_arrival_ + runtime::Duration{1});
  return last_arrival_ - now;
}

Passage LinkDirection::pass(const LinkFaults& faults, const Distribution& latency,
                            runtime::Instant now, runtime::Random& random) {
  Passage passage;
  if (random.chance(faults.loss)) {
    passage.arriving = 0;
    return passage;
  }
  runtime::Duration delay = latency.sample(random);
  if (random.chance(faults.slowness)) delay += faults.delay.sample(random);
  passage.arriving = random.chance(faults.duplication) ? 2 : 1;
  for (std::uint8_t copy = 0; copy < passage.arriving; ++copy) {
    const bool overtaken = random.chance(faults.reordering);
    passage.copies.at(copy) = {
        .delay = overtaken ? delay + held_back(random) : in_order(now, delay),
        .damaged = random.chance(faults.corruption)};
  }
  return passage;
}

}  // namespace forlopp::hwsim
