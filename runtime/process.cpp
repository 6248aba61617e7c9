#include "runtime/internal/process.hpp"

#include <utility>

#include "runtime/signals.hpp"

namespace forlopp::runtime {
namespace {

/// Takes the oldest message that `is_it` out of the mailbox.
template <class Predicate>
void remove_first(Process& process, Predicate is_it) {
  for (Envelope** link = &process.oldest; *link != nullptr; link = &(*link)->next) {
    if (!is_it(**link)) continue;
    discard(process.take(link));
    return;
  }
}

}  // namespace

void Process::put_first(Envelope* envelope) {
  if (end == &oldest) end = &envelope->next;
  envelope->next = std::exchange(oldest, envelope);
  scan = &oldest;
  ++waiting;
}

void Process::remove_messages(const std::function<bool(const Message&)>& are_meant) {
  for (Envelope** link = &oldest; *link != nullptr;) {
    Envelope* envelope = *link;
    Message message{envelope};
    if (!are_meant(message)) {
      message.release();
      link = &envelope->next;
      continue;
    }
    take(link);
  }
}

void Process::remove_down(Ref ref) {
  remove_first(*this, [ref](Envelope& envelope) {
    return envelope.type == &message_type<Down> &&
           static_cast<const Down*>(envelope.value())->ref == ref;
  });
}

void Process::remove_answer(Ref ref) {
  remove_first(*this, [ref](Envelope& envelope) {
    return envelope.type->answered != nullptr && envelope.type->answered(envelope.value()) == ref;
  });
}

}  // namespace forlopp::runtime
