#pragma once

#include <string>

#include "scenarios/engine/measurements.hpp"
#include "scenarios/engine/report_table.hpp"

namespace forlopp::scenario {

/// What a run yielded, for the eyes: some fifty lines of about 110 columns, the verdict last.
/// Lists that would be long are cut, and say so. UTF-8; control characters of foreign text are
/// taken out.
std::string terminal_report(const Measurements& measured, Colour colour);

}  // namespace forlopp::scenario
