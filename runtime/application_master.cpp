#include "runtime/internal/application_master.hpp"

#include "runtime/internal/signs_of_end.hpp"
#include "runtime/internal/stop_process.hpp"

namespace forlopp::runtime::application {
namespace {

Pid started_top(Context& self, const Application& application) {
  const ChildStart top = application.start(self);
  if (!top) self.exit(top.error());
  if (top.is_ignored()) self.exit(ExitReason{"{bad_return,ignore}"});
  return *top;
}

/// An order to stop, or the end of whom it depends on.
struct EndOrOrder {
  Pid top;
  Pid controller;
  bool operator()(const Message& message) const {
    return ExitOf{top}(message) || ExitOf{controller}(message) || message.is<StopNow>();
  }
};

void call_back(const std::function<void(Context&)>& callback, Context& self) {
  if (callback) callback(self);
}

}  // namespace

Task<> master(Context self, Application application) {
  self.trap_exit();
  const Pid top = started_top(self, application);
  self.send(self.parent(), Started{self.self()});
  const EndOrOrder sign_to_end{top, self.parent()};
  const Message sign = co_await receive_if(self, sign_to_end);
  const auto* exit = sign.get_if<Exit>();
  const bool ended_itself = exit != nullptr && exit->from == top;
  ExitReason reason;
  if (ended_itself) {
    reason = exit->reason;
  } else {
    call_back(application.prepare_stop, self);
    co_await stop_process(self, top, infinity);
  }
  call_back(application.stopped, self);
  self.exit(reason);
}

}  // namespace forlopp::runtime::application
