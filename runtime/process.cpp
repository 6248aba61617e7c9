#include "runtime/internal/process.hpp"

#include <utility>

#include "runtime/signals.hpp"

namespace forlopp::runtime {

void Process::put_first(Envelope* envelope) {
  if (end == &oldest) end = &envelope->next;
  envelope->next = std::exchange(oldest, envelope);
  scan = &oldest;
}

void Process::remove_down(Ref ref) {
  for (Envelope** link = &oldest; *link != nullptr; link = &(*link)->next) {
    Envelope* envelope = *link;
    if (envelope->type != &message_type<Down> ||
        static_cast<const Down*>(envelope->value())->ref != ref) {
      continue;
    }
    *link = envelope->next;
    if (end == &envelope->next) end = link;
    if (scan == &envelope->next) scan = link;
    discard(envelope);
    return;
  }
}

}  // namespace forlopp::runtime
