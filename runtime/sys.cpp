#include "runtime/sys.hpp"

#include <utility>

namespace forlopp::runtime {

void ProcessCode::system_terminate(Context& context, ExitReason reason) {
  context.stop(std::move(reason));
}

namespace sys {
namespace {

using Kind = SystemMessage::Kind;

Task<Done> tell(Context self, Pid process, SystemMessage message, Duration timeout) {
  const auto answer = co_await ask(self, process, std::move(message), timeout);
  if (!answer) co_return err(answer.error());
  co_return Done{};
}

void send(Node& node, Pid process, SystemMessage message) {
  node.send(process, SystemRequest{From{}, std::move(message)});
}

}  // namespace

Task<Result<SystemAnswer, ExitReason>> ask(Context self, Pid process, SystemMessage message,
                                           Duration timeout) {
  Result<SystemAnswer, ExitReason> answer =
      co_await call<SystemAnswer>(self, process, std::move(message), timeout);
  if (answer && answer->refused) co_return err(*answer->refused);
  co_return std::move(answer);
}

Task<Done> suspend(Context self, Pid process, Duration timeout) {
  return tell(self, process, {.kind = Kind::suspend}, timeout);
}

Task<Done> resume(Context self, Pid process, Duration timeout) {
  return tell(self, process, {.kind = Kind::resume}, timeout);
}

Task<Done> terminate(Context self, Pid process, ExitReason reason, Duration timeout) {
  return tell(self, process, {.kind = Kind::terminate, .reason = std::move(reason)}, timeout);
}

Task<Done> change_code(Context self, Pid process, Message extra, Duration timeout) {
  return tell(self, process, {.kind = Kind::change_code, .content = std::move(extra)}, timeout);
}

void suspend(Node& node, Pid process) {
  send(node, process, {.kind = Kind::suspend});
}

void resume(Node& node, Pid process) {
  send(node, process, {.kind = Kind::resume});
}

void terminate(Node& node, Pid process, ExitReason reason) {
  send(node, process, {.kind = Kind::terminate, .reason = std::move(reason)});
}

}  // namespace sys
}  // namespace forlopp::runtime
