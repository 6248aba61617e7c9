#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/units.hpp"

namespace forlopp::scenario {

/// A message from one process to another, as a ladder shows it.
struct LadderStep {
  Duration when{};
  std::string from;
  std::string to;
  std::string what;
};

/// A message sequence chart in text: time down the left, one column per participant in the order of
/// their first appearance, those named `last` behind all others; an arrow per message with its name
/// on it, cut where there is no room.
///
///     seconds   subscriber 1      card 1/1          o_half 1
///     0.000000       |--- off-hook ---->|                |
std::string draw_ladder(std::span<const LadderStep> steps,
                        std::span<const std::string_view> last = {});

}  // namespace forlopp::scenario
