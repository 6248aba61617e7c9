#include "runtime/script.hpp"

#include "runtime/internal/running_script.hpp"

namespace forlopp::runtime {
RunningScript& running_script() {
  static thread_local RunningScript running;
  return running;
}

void script_detail::continue_with(std::coroutine_handle<> next) noexcept {
  *running_script().next = next;
}

void script_detail::wait_for(Context self, Wanted& wanted) {
  running_script().script->wanted_ = &wanted;
  self.receive_within(wanted.timeout);
}

void Script::init(Context& context) {
  story_.emplace(begin(context));
  resume(context, story_->handle());
}

bool Script::wants(const Message& message) const {
  return wanted_ != nullptr && wanted_->wants(message);
}

void Script::receive(Context& context, Message message) {
  script_detail::Wanted& wanted = *std::exchange(wanted_, nullptr);
  wanted.taken = std::move(message);
  resume(context, wanted.waiting);
}

void Script::receive_timeout(Context& context) {
  if (wanted_ == nullptr) return;
  resume(context, std::exchange(wanted_, nullptr)->waiting);
}

void Script::resume(Context& context, std::coroutine_handle<> where) {
  {
    std::coroutine_handle<> next = where;
    const RunningScriptScope scope{{.script = this, .next = &next}};
    while (next) std::exchange(next, nullptr).resume();
  }
  if (!story_->handle().done()) return;
  story_->result();
  context.stop();
}

}  // namespace forlopp::runtime
