#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"

namespace forlopp::scenario {

/// What a run yielded, for people: one page that needs nothing but itself, for light and dark
/// screens and for paper. It is well-formed XML too, and nothing in the measurements can become
/// markup.
std::string html_report(const Measurements& measured);

}  // namespace forlopp::scenario
