#pragma once

#include "runtime/internal/process.hpp"
#include "runtime/sys.hpp"

namespace forlopp::runtime {

/// Does what a system message asks of this process, and answers it. Its own code is not told.
void handle_system_message(Context& context, Process& process, SystemRequest& request);

}  // namespace forlopp::runtime
