#include "runtime/trace_event.hpp"

#include <array>

#include "runtime/internal/trap.hpp"

namespace forlopp::runtime {

std::string_view to_string(TraceEvent::Kind kind) {
  constexpr std::array<std::string_view, 10> texts{
      "sent",     "timer started", "handled", "timed out",  "signalled",
      "acted on", "spawned",       "ended",   "registered", "unregistered"};
  return texts[static_cast<std::size_t>(kind)];
}

/// Whatever happens in the program's own description of a message, the run goes on.
std::string text_of(const TraceEvent& event) {
  if (event.message == nullptr || event.message->type().describe == nullptr) return {};
  const trap::ProcessCodeScope scope;
  try {
    return event.message->type().describe(event.message->value());
  } catch (...) {
    return "(its description failed)";
  }
}

}  // namespace forlopp::runtime
