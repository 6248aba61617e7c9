#include "runtime/internal/process.hpp"

#include "runtime/signals.hpp"

namespace forlopp::runtime {

void Process::remove_messages(const std::function<bool(const Message&)>& are_meant) {
  for (Envelope** link = &oldest; *link != nullptr;) {
    Envelope* envelope = *link;
    Message message{envelope};
    if (!are_meant(message)) {
      message.release();
      link = &envelope->next;
      continue;
    }
    *link = envelope->next;
    if (end == &envelope->next) end = link;
    if (scan == &envelope->next) scan = link;
  }
}

void Process::remove_down(Ref ref) {
  remove_messages([ref](const Message& message) {
    const auto* down = message.get_if<Down>();
    return down != nullptr && down->ref == ref;
  });
}

}  // namespace forlopp::runtime
