#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/run_driver.hpp"
#include "scenarios/live/books.hpp"
#include "scenarios/live/traced_step.hpp"

namespace forlopp::live {

/// What black boxes, crash reports and supervisors' reports still tell, without causes. None: there
/// is nothing of it left.
std::vector<TracedStep> steps_left_of_call(std::uint64_t call, const scenario::RunInside& inside,
                                           const Books& books);
/// Of a process, living or crashed; of the one before it with the same label as well.
std::vector<TracedStep> steps_left_of_process(runtime::Pid pid, const scenario::RunInside& inside,
                                              const Books& books);

}  // namespace forlopp::live
