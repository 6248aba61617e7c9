#pragma once

namespace forlopp::runtime {

/// Puts a full fence into every running thread of the program, so that the threads that do
/// something often need none of their own. A system call.
void fence_all_threads();

}  // namespace forlopp::runtime
