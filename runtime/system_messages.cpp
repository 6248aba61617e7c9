#include "runtime/internal/system_messages.hpp"

#include <utility>

#include "runtime/internal/guarded.hpp"

namespace forlopp::runtime {
namespace {

/// Stands in for the code of a suspended process: it wants nothing but system messages and the exit
/// of its parent, which ends the suspension. So a running process pays nothing for this.
class SuspendedCode final : public ProcessCode {
 public:
  explicit SuspendedCode(Process& process) : process_{process}, code_{std::move(process.code)} {}

  bool wants(const Message& message) const override {
    if (message.is<SystemRequest>()) return true;
    const auto* exit = message.get_if<Exit>();
    return exit != nullptr && exit->from == process_.parent.load() && code_->wants(message);
  }
  void receive(Context& context, Message message) override {
    const std::unique_ptr<ProcessCode> itself = resume();
    process_.code->receive(context, std::move(message));
  }
  void receive_timeout(Context&) override { timed_out_ = true; }
  void terminate(Context& context, const ExitReason& reason) override {
    code_->terminate(context, reason);
  }
  std::string_view state_name() const override { return code_->state_name(); }
  Message system_get_state(Context& context) override { return code_->system_get_state(context); }
  bool system_replace_state(Context& context, Message& change) override {
    return code_->system_replace_state(context, change);
  }
  bool system_code_change(Context& context, Message& extra) override {
    return code_->system_code_change(context, extra);
  }
  void system_terminate(Context& context, ExitReason reason) override {
    const std::unique_ptr<ProcessCode> itself = resume();
    process_.code->system_terminate(context, std::move(reason));
  }

  /// Gives the process its code back; returns this object.
  std::unique_ptr<ProcessCode> resume() {
    if (timed_out_) process_.timed_out = true;
    return std::exchange(process_.code, std::move(code_));
  }

 private:
  Process& process_;
  std::unique_ptr<ProcessCode> code_;
  bool timed_out_ = false;
};

void suspend(Process& process) {
  if (dynamic_cast<SuspendedCode*>(process.code.get()) != nullptr) return;
  process.code = std::make_unique<SuspendedCode>(process);
}

void resume(Process& process) {
  auto* suspended = dynamic_cast<SuspendedCode*>(process.code.get());
  if (suspended != nullptr) suspended->resume();
}

/// A failure of process code here is an answer, not the end of the process.
template <class Body>
void answer_with_failure(SystemAnswer& answer, Body body) {
  try {
    if (!body()) answer.refused = ExitReason{"undef"};
  } catch (...) {
    answer.refused = reason_of_exception();
  }
}

void get_state(Context& context, ProcessCode& code, SystemAnswer& answer) {
  answer_with_failure(answer, [&] {
    answer.state = code.system_get_state(context);
    return static_cast<bool>(answer.state);
  });
}

SystemAnswer act_on(Context& context, Process& process, SystemMessage& message) {
  using enum SystemMessage::Kind;
  SystemAnswer answer;
  ProcessCode& code = *process.code;
  switch (message.kind) {
    case suspend: runtime::suspend(process); break;
    case resume: runtime::resume(process); break;
    case get_state: runtime::get_state(context, code, answer); break;
    case replace_state:
      answer_with_failure(answer,
                          [&] { return code.system_replace_state(context, message.content); });
      if (!answer.refused) runtime::get_state(context, code, answer);
      break;
    case change_code:
      if (dynamic_cast<SuspendedCode*>(&code) == nullptr) {
        answer.refused = ExitReason{"running"};
      } else {
        answer_with_failure(answer,
                            [&] { return code.system_code_change(context, message.content); });
      }
      break;
    case terminate: code.system_terminate(context, std::move(message.reason)); break;
  }
  return answer;
}

}  // namespace

void handle_system_message(Context& context, Process& process, SystemRequest& request) {
  context.reply(request.from, act_on(context, process, request.request));
}

}  // namespace forlopp::runtime
