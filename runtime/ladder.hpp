#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/time.hpp"

namespace forlopp::runtime {

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
///     seconds        client            server            store
///     0.000000          |------ ask ----->|                 |
std::string draw_ladder(std::span<const LadderStep> steps,
                        std::span<const std::string_view> last = {});

}  // namespace forlopp::runtime
