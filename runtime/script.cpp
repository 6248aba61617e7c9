#include "runtime/script.hpp"

namespace forlopp::runtime {
namespace {

/// The coroutine that runs next on this thread, once the current one has suspended. Scripts nest
/// when one starts another synchronously.
thread_local std::coroutine_handle<>* next_to_run = nullptr;
/// The script whose coroutine runs now on this thread.
thread_local Script* running = nullptr;

template <class T>
class Restored {
 public:
  Restored(T& variable, T value) : variable_{variable}, before_{std::exchange(variable, value)} {}
  ~Restored() { variable_ = before_; }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;

 private:
  T& variable_;
  T before_;
};

}  // namespace

void script_detail::continue_with(std::coroutine_handle<> next) noexcept {
  *next_to_run = next;
}

void script_detail::wait_for(Context self, Wanted& wanted) {
  running->wanted_ = &wanted;
  self.receive_until(wanted.deadline);
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
  if (wanted.deadline != Instant::max()) context.receive_until(Instant::max());
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
    const Restored nested_next{next_to_run, &next};
    const Restored nested_script{running, this};
    while (next) std::exchange(next, nullptr).resume();
  }
  if (!story_->handle().done()) return;
  story_->result();
  context.stop();
}

}  // namespace forlopp::runtime
