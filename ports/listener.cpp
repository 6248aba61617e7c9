#include "ports/internal/listener.hpp"

#include <algorithm>
#include <utility>

#include "ports/internal/connection.hpp"

namespace forlopp::ports {

using runtime::Context;
using runtime::ExitReason;
using runtime::Message;
using runtime::Pid;

Listener::Listener(std::shared_ptr<Reactor> reactor, Pid owner, Address address,
                   ConnectionOptions options)
    : reactor_{std::move(reactor)},
      acceptor_{std::make_shared<Acceptor>(*reactor_, owner)},
      owner_{owner},
      address_{std::move(address)},
      options_{options} {}

Listener::~Listener() {
  if (port_) reactor_->remove_port(port_);
  acceptor_->close();
}

void Listener::init(Context& context) {
  if (const std::string error = acceptor_->listen(address_); !error.empty())
    context.exit(ExitReason{"{listen,\"" + to_string(address_) + "\"," + error + "}"});
  address_ = acceptor_->address();
  port_ = context.self();
  if (!reactor_->add_port(port_)) context.exit(ExitReason{"no_sockets_on_this_node"});
}

void Listener::receive(Context& context, Message message) {
  if (auto* done = message.get_if<AcceptDone>()) return hand_over(context, *done);
  if (message.is<Accept>()) return add(context, message.sender());
  if (const auto* down = message.get_if<runtime::Down>()) return forget(down->ref);
  if (const auto* call = message.get_if<runtime::Call<LocalAddress>>())
    return context.reply(call->from, address_);
  if (const auto* call = message.get_if<runtime::Call<GiveTo>>()) return give(context, *call);
  if (message.is<SocketsGone>()) return end(context, "close", "no_sockets_on_this_node");
  const auto* exit = message.get_if<runtime::Exit>();
  const bool exits =
      exit != nullptr && (exit->from == owner_ || exit->reason.kind() != ExitReason::Kind::normal);
  if (exits || (message.is<Close>() && message.sender() == owner_)) {
    end(context, "accept", "closed");
  }
}

void Listener::give(Context& context, const runtime::Call<GiveTo>& call) {
  if (call.from.pid != owner_) return context.reply(call.from, GiveAnswer::not_owner);
  const Pid before = std::exchange(owner_, call.request.owner);
  acceptor_->set_owner(owner_);
  if (before != owner_) {
    context.link(owner_);
    context.unlink(before);
  }
  context.reply(call.from, GiveAnswer::ok);
}

void Listener::add(Context& context, Pid acceptor) {
  waiting_.push_back({acceptor, context.monitor(acceptor)});
  accept_on(context);
}

void Listener::forget(runtime::Ref monitor) {
  std::erase_if(waiting_, [&](const Waiting& waiting) { return waiting.monitor == monitor; });
}

void Listener::accept_on(Context& context) {
  if (!unclaimed_.empty() && !waiting_.empty()) {
    AcceptDone done = std::move(unclaimed_.front());
    unclaimed_.pop_front();
    return hand_over(context, done);
  }
  if (waiting_.empty() || is_accepting_) return;
  is_accepting_ = true;
  acceptor_->accept(port_);
}

void Listener::hand_over(Context& context, AcceptDone& done) {
  is_accepting_ = false;
  if (waiting_.empty()) return unclaimed_.push_back(std::move(done));
  const Waiting next = waiting_.front();
  waiting_.pop_front();
  context.demonitor(next.monitor);
  if (done.opened.error.empty()) {
    context.spawn<Connection>({.label = {"tcp connection"}, .trap_exit = true},
                              std::move(done.connection), next.acceptor, options_,
                              Accepting{port_, std::move(done.opened)});
  } else {
    const Failed failure{port_, "accept", to_string(address_), done.opened.error};
    context.send(next.acceptor, failure);
  }
  accept_on(context);
}

void Listener::end(Context& context, const std::string& operation, const std::string& error) {
  const Failed failure{port_, operation, to_string(address_), error};
  for (const Waiting& waiting : waiting_) context.send(waiting.acceptor, failure);
  context.stop();
}

}  // namespace forlopp::ports
