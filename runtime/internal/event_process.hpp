#pragma once

#include <list>

#include "runtime/gen_event.hpp"
#include "runtime/gen_server.hpp"

namespace forlopp::runtime {

class EventManager final : public GenServer<EventManager> {
 public:
  using Calls =
      Messages<SyncNotify, AddHandler, DeleteHandler, SwapHandler, CallHandler, WhichHandlers>;
  using Infos = Messages<Notify, Exit>;

  void init(Context& context) override { context.trap_exit(); }
  HandlerAnswer handle_call(Context&, SyncNotify&, const From&);
  HandlerAnswer handle_call(Context&, AddHandler&, const From&);
  HandlerAnswer handle_call(Context&, DeleteHandler&, const From&);
  HandlerAnswer handle_call(Context&, SwapHandler&, const From&);
  HandlerAnswer handle_call(Context&, CallHandler&, const From&);
  std::vector<EventHandlerId> handle_call(Context&, WhichHandlers&, const From&);
  void handle_info(Context&, Notify&);
  void handle_info(Context&, Exit&);
  void unexpected(Context&, Message& message);
  void terminate(Context&, const ExitReason& reason) override;

 private:
  struct Installed {
    EventHandlerId id;
    std::unique_ptr<EventHandler> handler;
    Pid supervisor{};  ///< Nobody: it is not supervised.
  };
  using Handlers = std::list<Installed>;  // The newest first; stays put while one of them runs.
  using Position = Handlers::iterator;
  using Callback = HandlerNext (EventHandler::*)(Context&, const Message&);

  /// Runs that callback of each handler.
  void tell_all(Context& context, Callback callback, const Message& message);
  /// Does what the handler asked for. Returns the one after it.
  Position follow(Context& context, Position handler, HandlerNext next);
  Position fail(Context& context, Position handler, const ExitReason& reason);
  /// A failed start leaves no handler behind.
  std::optional<ExitReason> install(Context& context, Position before, const EventHandlerSpec& spec,
                                    Message& argument, Pid supervisor, Predecessor* predecessor);
  /// Says good-bye to it and to its supervisor, and returns what it said.
  Message take_out(Context& context, Position& handler, HandlerEnd end);
  Position find(const EventHandlerId& id);

  Handlers handlers_{};
};

}  // namespace forlopp::runtime
