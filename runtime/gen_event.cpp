#include "runtime/gen_event.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "runtime/internal/event_process.hpp"
#include "runtime/internal/guarded.hpp"
#include "runtime/node.hpp"

namespace forlopp::runtime {
namespace {

/// Runs a callback of a handler. What leaves it is its failure and not the manager's.
template <class Body>
std::optional<ExitReason> failure_of(Body body) {
  try {
    body();
    return {};
  } catch (...) {
    return reason_of_exception();
  }
}

/// What a handler's supervisor is told of its end.
ExitReason told(const HandlerEnd& end) {
  using enum HandlerEnd::Cause;
  switch (end.cause) {
    case swapped: return ExitReason{"swapped"};
    case stop: return ExitReason::Kind::shutdown;
    case failed: return end.reason;
    case deleted:
    case removed:
    case orphan: break;
  }
  return {};
}

}  // namespace

// What a handler may leave out.

std::optional<ExitReason> EventHandler::init(Context&, Message&) {
  return {};
}

std::optional<ExitReason> EventHandler::init_after(Context& context, Message& argument,
                                                   Predecessor&) {
  return init(context, argument);
}

HandlerNext EventHandler::handle_call(Context& context, Message&, Message&) {
  context.exit(ExitReason{"undef"});
}

std::unique_ptr<ProcessCode> event_manager() {
  return make_code<EventManager>(Heap::common);
}

// Events.

void EventManager::handle_info(Context& context, Notify& notify) {
  tell_all(context, &EventHandler::handle_event, notify.event);
}

HandlerAnswer EventManager::handle_call(Context& context, SyncNotify& notify, const From&) {
  tell_all(context, &EventHandler::handle_event, notify.event);
  return {};
}

void EventManager::unexpected(Context& context, Message& message) {
  tell_all(context, &EventHandler::handle_info, message);
}

void EventManager::handle_info(Context& context, Exit& exit) {
  for (auto handler = handlers_.begin(); handler != handlers_.end();) {
    if (handler->supervisor != exit.from) {
      ++handler;
      continue;
    }
    take_out(context, handler, {.cause = HandlerEnd::Cause::orphan, .reason = exit.reason});
  }
  tell_all(context, &EventHandler::handle_info, Message::of(exit));
}

void EventManager::tell_all(Context& context, Callback callback, const Message& message) {
  for (auto handler = handlers_.begin(); handler != handlers_.end();) {
    HandlerNext next;
    const auto failure =
        failure_of([&] { next = (*handler->handler.*callback)(context, message); });
    handler =
        failure ? fail(context, handler, *failure) : follow(context, handler, std::move(next));
  }
}

EventManager::Position EventManager::follow(Context& context, Position handler, HandlerNext next) {
  using enum HandlerEnd::Cause;
  if (next.kind == HandlerNext::Kind::stay) return std::next(handler);
  if (next.kind == HandlerNext::Kind::remove) {
    take_out(context, handler, {.cause = removed});
    return handler;
  }
  Predecessor predecessor{handler->id};
  const Pid supervisor = handler->supervisor;
  predecessor.result = take_out(context, handler,
                                {.cause = swapped, .argument = std::move(next.terminate_argument)});
  install(context, handler, next.successor, next.init_argument, supervisor, &predecessor);
  return handler;
}

EventManager::Position EventManager::fail(Context& context, Position handler,
                                          const ExitReason& reason) {
  if (Observer* observer = context.node().observer()) {
    const Outside outside;
    observer->handler_failed({.when = context.now(),
                              .manager = context.self(),
                              .manager_label = to_string(context.label()),
                              .handler = handler->id,
                              .reason = reason});
  }
  take_out(context, handler, {.cause = HandlerEnd::Cause::failed, .reason = reason});
  return handler;
}

// Who is there.

HandlerAnswer EventManager::handle_call(Context& context, AddHandler& add, const From& from) {
  const Pid supervisor = add.supervised == Supervised::yes ? from.pid : Pid{};
  return {install(context, handlers_.begin(), add.handler, add.argument, supervisor, nullptr)};
}

HandlerAnswer EventManager::handle_call(Context& context, DeleteHandler& request, const From&) {
  auto handler = find(request.id);
  if (handler == handlers_.end()) return {ExitReason{"module_not_found"}};
  HandlerEnd end{.cause = HandlerEnd::Cause::deleted, .argument = std::move(request.argument)};
  return {{}, take_out(context, handler, std::move(end))};
}

HandlerAnswer EventManager::handle_call(Context& context, SwapHandler& swap, const From& from) {
  Predecessor predecessor{swap.id};
  Pid supervisor = swap.supervised == Supervised::yes ? from.pid : Pid{};
  if (auto old = find(swap.id); old != handlers_.end()) {
    if (!supervisor) supervisor = old->supervisor;
    HandlerEnd end{.cause = HandlerEnd::Cause::swapped,
                   .argument = std::move(swap.terminate_argument)};
    predecessor.result = take_out(context, old, std::move(end));
  }
  return {install(context, handlers_.begin(), swap.successor, swap.init_argument, supervisor,
                  &predecessor)};
}

HandlerAnswer EventManager::handle_call(Context& context, CallHandler& call, const From&) {
  const auto handler = find(call.id);
  if (handler == handlers_.end()) return {ExitReason{"bad_module"}};
  HandlerAnswer answer;
  HandlerNext next;
  answer.error = failure_of(
      [&] { next = handler->handler->handle_call(context, call.request, answer.value); });
  if (answer.error) {
    fail(context, handler, *answer.error);
  } else {
    follow(context, handler, std::move(next));
  }
  return answer;
}

std::vector<EventHandlerId> EventManager::handle_call(Context&, WhichHandlers&, const From&) {
  std::vector<EventHandlerId> ids;
  for (const Installed& handler : handlers_) ids.push_back(handler.id);
  return ids;
}

void EventManager::terminate(Context& context, const ExitReason& reason) {
  for (auto handler = handlers_.begin(); handler != handlers_.end();) {
    take_out(context, handler, {.cause = HandlerEnd::Cause::stop, .reason = reason});
  }
}

std::optional<ExitReason> EventManager::install(Context& context, Position before,
                                                const EventHandlerSpec& spec, Message& argument,
                                                Pid supervisor, Predecessor* predecessor) {
  Installed added{spec.id, nullptr, supervisor};
  std::optional<ExitReason> refused;
  const auto failure = failure_of([&] {
    added.handler = spec.make();
    refused = predecessor == nullptr ? added.handler->init(context, argument)
                                     : added.handler->init_after(context, argument, *predecessor);
  });
  if (failure) return failure;
  if (refused) return refused;
  if (supervisor) context.link(supervisor);
  handlers_.insert(before, std::move(added));
  return {};
}

Message EventManager::take_out(Context& context, Position& handler, HandlerEnd end) {
  Message last_words;
  const Installed gone = std::move(*handler);
  handler = handlers_.erase(handler);
  const ExitReason reason = told(end);
  const bool orphan = end.cause == HandlerEnd::Cause::orphan;
  const auto failure = failure_of([&] { last_words = gone.handler->terminate(context, end); });
  if (gone.supervisor && !orphan) {
    context.send(gone.supervisor,
                 HandlerGone{gone.id, context.self(), failure ? *failure : reason});
  }
  return last_words;
}

EventManager::Position EventManager::find(const EventHandlerId& id) {
  return std::ranges::find(handlers_, id, &Installed::id);
}

}  // namespace forlopp::runtime
