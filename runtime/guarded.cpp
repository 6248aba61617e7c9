#include "runtime/internal/guarded.hpp"

#include <exception>

#include "runtime/internal/process_exit.hpp"

namespace forlopp::runtime {

ExitReason reason_of_exception() {
  const Outside outside;
  if (!std::current_exception()) return ExitReason::error("it called std::terminate");
  try {
    throw;
  } catch (const ProcessExit& exit) {
    return exit.reason;
  } catch (const trap::HardwareTrap& trapped) {
    return ExitReason::trap(trap::describe(trapped), trap::stack_of_last_throw());
  } catch (const std::exception& error) {
    return ExitReason::error(error.what(), trap::stack_of_last_throw());
  } catch (...) {
    return ExitReason::error("an exception of unknown type", trap::stack_of_last_throw());
  }
}

}  // namespace forlopp::runtime
