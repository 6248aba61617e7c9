#include "ports/internal/connection.hpp"

#include <utility>

#include "runtime/system_monitor.hpp"

namespace forlopp::ports {

using runtime::Context;
using runtime::Exit;
using runtime::Message;
using runtime::Pid;

Connection::Connection(OwnedStream socket, Pid owner, ConnectionOptions options)
    : socket_{std::move(socket)},
      owner_{owner},
      options_{options},
      inflow_{options.framing, options.line_max},
      outflow_{options.busy_above} {}

Connection::Connection(OwnedStream socket, Pid owner, ConnectionOptions options,
                       Accepting accepting)
    : Connection{std::move(socket), owner, options} {
  accepting_ = std::move(accepting);
}

Connection::Connection(OwnedStream socket, Pid owner, ConnectionOptions options,
                       Connecting connecting)
    : Connection{std::move(socket), owner, options} {
  connecting_ = std::move(connecting);
}

Connection::~Connection() {
  if (port_) socket_.reactor->remove_port(port_);
  socket_.stream->close();
}

void Connection::init(Context& context) {
  port_ = context.self();
  if (!socket_.reactor->add_port(port_))
    context.exit(runtime::ExitReason{"no_sockets_on_this_node"});
  context.link(owner_);
  if (accepting_) {
    on(context, accepting_->opened);
    return;
  }
  peer_ = connecting_->to;
  socket_.stream->connect(port_, connecting_->to);
  if (options_.connect_within != runtime::infinity)
    context.send_after(options_.connect_within, port_, OutOfTime{.closing = false});
}

template <class T>
bool Connection::try_one(Context& context, Message& message) {
  T* value = message.get_if<T>();
  if (value == nullptr) return false;
  constexpr bool owners_only = std::is_same_v<T, Activate> || std::is_same_v<T, Close>;
  if (!owners_only || message.sender() == owner_) on(context, *value);
  return true;
}

void Connection::receive(Context& context, Message message) {
  [[maybe_unused]] const bool known =
      try_one<ReadDone>(context, message) || try_one<WriteDone>(context, message) ||
      try_one<Call<Send>>(context, message) || try_one<Activate>(context, message) ||
      try_one<Close>(context, message) || try_one<Exit>(context, message) ||
      try_one<Call<GiveTo>>(context, message) || try_one<Opened>(context, message) ||
      try_one<Call<LocalAddress>>(context, message) ||
      try_one<Call<PeerAddress>>(context, message) || try_one<OutOfTime>(context, message) ||
      try_one<SocketsGone>(context, message);
}

void Connection::on(Context& context, Opened& opened) {
  if (!opened.error.empty()) return fail(context, "connect", opened.error);
  local_ = opened.local;
  peer_ = opened.peer;
  phase_ = Phase::open;
  if (accepting_) {
    context.send(owner_, Accepted{accepting_->listener, port_, peer_});
  } else {
    context.send(owner_, Connected{port_, peer_});
  }
  write_on(context);
  read_on(context);
}

void Connection::on(Context& context, Call<LocalAddress>& call) {
  context.reply(call.from, local_);
}
void Connection::on(Context& context, Call<PeerAddress>& call) {
  context.reply(call.from, peer_);
}

void Connection::on(Context& context, Call<GiveTo>& call) {
  if (call.from.pid != owner_) return context.reply(call.from, GiveAnswer::not_owner);
  const Pid before = std::exchange(owner_, call.request.owner);
  if (before != owner_) {
    context.link(owner_);
    context.unlink(before);
  }
  context.reply(call.from, GiveAnswer::ok);
}

// In.

void Connection::on(Context& context, Activate& wish) {
  if (is_closing()) return;
  wanted_ = wish.count;
  tells_passive_ = wish.count > once.count && wish.count != always.count;
  deliver(context);
  read_on(context);
}

void Connection::read_on(Context& context) {
  const bool wants = is_closing() || (phase_ == Phase::open && wanted_ > 0);
  if (!wants || is_reading_ || all_read_) return;
  is_reading_ = true;
  socket_.stream->read(context.self());
}

void Connection::on(Context& context, ReadDone& done) {
  is_reading_ = false;
  all_read_ = !done.error.empty();
  if (is_closing()) {
    if (phase_ == Phase::draining && all_read_) return context.stop();
    return read_on(context);
  }
  inflow_.add(std::move(done.data));
  if (all_read_ && done.error != "eof") return fail(context, "read", std::move(done.error));
  if (all_read_) inflow_.end();
  deliver(context);
  read_on(context);
}

void Connection::deliver(Context& context) {
  while (wanted_ > 0 && !context.is_ending()) {
    if (inflow_.is_too_long()) return fail(context, "read", "emsgsize");
    auto data = inflow_.next();
    if (!data) break;
    context.send(owner_, Received{port_, *std::move(data)});
    count_down(context);
  }
  const bool says_closed = wanted_ > 0 && all_read_ && inflow_.is_empty();
  if (says_closed && !std::exchange(told_closed_, true)) context.send(owner_, Closed{port_});
}

void Connection::count_down(Context& context) {
  if (wanted_ == always.count || --wanted_ > 0) return;
  if (tells_passive_) context.send(owner_, Passive{port_});
}

// Out.

void Connection::on(Context& context, Call<Send>& call) {
  if (is_closing()) return context.reply(call.from, SendAnswer::closed);
  if (outflow_.is_busy() && call.request.when_busy == WhenBusy::refuse)
    return context.reply(call.from, SendAnswer::busy);
  outflow_.add(call.request.data);
  write_on(context);
  if (outflow_.is_busy() && call.request.when_busy == WhenBusy::wait) {
    outflow_.add_asker(call.from);
    runtime::report_busy_port(context, call.from.pid);
  } else {
    context.reply(call.from, SendAnswer::ok);
  }
}

void Connection::write_on(Context& context) {
  if (phase_ == Phase::connecting || outflow_.is_writing() || !outflow_.has_waiting()) return;
  socket_.stream->write(context.self(), outflow_.take());
}

void Connection::on(Context& context, WriteDone& done) {
  if (!done.error.empty()) return fail(context, "write", std::move(done.error));
  outflow_.written();
  write_on(context);
  if (!outflow_.is_busy()) answer_askers(context, SendAnswer::ok);
  if (phase_ == Phase::flushing) close(context);
}

void Connection::answer_askers(Context& context, SendAnswer answer) {
  for (const runtime::From& asker : outflow_.take_askers()) context.reply(asker, answer);
}

// The end.

void Connection::on(Context& context, Close&) {
  if (is_closing()) return;
  if (phase_ == Phase::connecting) return context.stop();
  phase_ = Phase::flushing;
  context.send_after(options_.linger, port_, OutOfTime{.closing = true});
  close(context);
  read_on(context);
}

/// Goes as far on the way to the end as it can.
void Connection::close(Context& context) {
  if (!outflow_.is_empty()) return;
  answer_askers(context, SendAnswer::ok);
  phase_ = Phase::draining;
  socket_.stream->shut_down_sending();
  if (all_read_) context.stop();
}

void Connection::on(Context& context, Exit& exit) {
  Close close{};
  const bool is_told = exit.reason.kind() != runtime::ExitReason::Kind::normal;
  if (exit.from == owner_ || is_told) on(context, close);
}

void Connection::on(Context& context, OutOfTime& out) {
  if (out.closing && phase_ == Phase::draining) return context.stop();
  if (out.closing) return fail(context, "close", "timeout");
  if (phase_ == Phase::connecting) fail(context, "connect", "timeout");
}

void Connection::on(Context& context, SocketsGone&) {
  fail(context, "close", "no_sockets_on_this_node");
}

void Connection::fail(Context& context, std::string operation, std::string error) {
  answer_askers(context, SendAnswer::closed);
  const Failed failure{port_, std::move(operation), to_string(peer_), std::move(error)};
  context.send(owner_, failure);
  context.stop();
}

}  // namespace forlopp::ports
