#include "ports/internal/asio_sockets.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace forlopp::ports {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using runtime::Pid;

struct Stream::Socket {
  tcp::socket tcp_socket;
  tcp::resolver resolver;
};

namespace {

Address address_of(const tcp::endpoint& endpoint) {
  return {endpoint.address().to_string(), endpoint.port()};
}

}  // namespace

Stream::Stream(Reactor& reactor)
    : reactor_{reactor},
      socket_{std::make_unique<Socket>(
          Socket{tcp::socket{reactor.io()}, tcp::resolver{reactor.io()}})} {}

Stream::~Stream() = default;

Opened Stream::opened(std::string error) const {
  if (!error.empty()) return {{}, {}, std::move(error)};
  error_code ignored;
  socket_->tcp_socket.set_option(tcp::no_delay{true}, ignored);
  socket_->tcp_socket.non_blocking(true, ignored);
  return {address_of(socket_->tcp_socket.local_endpoint(ignored)),
          address_of(socket_->tcp_socket.remote_endpoint(ignored)),
          {}};
}

void Stream::connect(Pid whom, Address to) {
  asio::post(reactor_.io(), [self = shared_from_this(), whom, to = std::move(to)] {
    const auto connected = [self, whom](const error_code& error, const tcp::endpoint&) {
      if (!is_cancelled(error)) self->reactor_.tell(whom, self->opened(word_of(error)));
    };
    self->socket_->resolver.async_resolve(
        to.host, std::to_string(to.port),
        [self, whom, connected](const error_code& error, const tcp::resolver::results_type& found) {
          if (is_cancelled(error)) return;
          if (error) return self->reactor_.tell(whom, self->opened(word_of(error)));
          asio::async_connect(self->socket_->tcp_socket, found, connected);
        });
  });
}

void Stream::read(Pid whom) {
  asio::post(reactor_.io(), [self = shared_from_this(), whom] { self->wait_and_read(whom); });
}

void Stream::wait_and_read(Pid whom) {
  socket_->tcp_socket.async_wait(tcp::socket::wait_read,
                                 [self = shared_from_this(), whom](const error_code& error) {
                                   if (!is_cancelled(error)) self->read_what_is_there(whom);
                                 });
}

void Stream::read_what_is_there(Pid whom) {
  error_code error;
  auto& buffer = reactor_.buffer();
  const std::size_t size = socket_->tcp_socket.read_some(asio::buffer(buffer), error);
  if (error == asio::error::would_block) return wait_and_read(whom);
  reactor_.tell(whom, ReadDone{std::string(buffer.data(), size), word_of(error)});
}

void Stream::write(Pid whom, std::string data) {
  auto kept = std::make_shared<const std::string>(std::move(data));
  asio::post(reactor_.io(), [self = shared_from_this(), whom, kept] {
    asio::async_write(self->socket_->tcp_socket, asio::buffer(*kept),
                      [self, whom, kept](const error_code& error, std::size_t) {
                        if (is_cancelled(error)) return;
                        self->reactor_.tell(whom, WriteDone{word_of(error)});
                      });
  });
}

void Stream::shut_down_sending() {
  asio::post(reactor_.io(), [self = shared_from_this()] {
    error_code ignored;
    self->socket_->tcp_socket.shutdown(tcp::socket::shutdown_send, ignored);
  });
}

void Stream::close() {
  asio::post(reactor_.io(), [self = shared_from_this()] {
    error_code ignored;
    self->socket_->resolver.cancel();
    self->socket_->tcp_socket.close(ignored);
  });
}

struct Acceptor::Socket {
  tcp::acceptor tcp_acceptor;
};

Acceptor::Acceptor(Reactor& reactor, Pid owner)
    : reactor_{reactor},
      owner_{owner.bits()},
      socket_{std::make_unique<Socket>(Socket{tcp::acceptor{reactor.io()}})} {}

Acceptor::~Acceptor() = default;

std::string Acceptor::listen(const Address& address) {
  std::string error = try_to_listen(address);
  if (error == "eaddrinuse") {
    reactor_.close_abandoned_acceptors();
    error = try_to_listen(address);
  }
  if (error.empty()) reactor_.add_acceptor(shared_from_this());
  return error;
}

std::string Acceptor::try_to_listen(const Address& address) {
  error_code error;
  socket_->tcp_acceptor.close(error);
  error.clear();
  const asio::ip::address host = asio::ip::make_address(address.host, error);
  const tcp::endpoint endpoint{host, address.port};
  if (!error) socket_->tcp_acceptor.open(endpoint.protocol(), error);
  if (!error) socket_->tcp_acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) socket_->tcp_acceptor.bind(endpoint, error);
  if (!error) socket_->tcp_acceptor.listen(tcp::acceptor::max_listen_connections, error);
  return word_of(error);
}

Address Acceptor::address() const {
  error_code ignored;
  return address_of(socket_->tcp_acceptor.local_endpoint(ignored));
}

void Acceptor::accept(Pid whom) {
  asio::post(reactor_.io(), [self = shared_from_this(), whom] {
    auto stream = std::make_shared<Stream>(self->reactor_);
    self->socket_->tcp_acceptor.async_accept(
        stream->socket_->tcp_socket, [self, whom, stream](const error_code& error) {
          if (is_cancelled(error)) return;
          self->reactor_.tell(whom, AcceptDone{{self->reactor_.shared_from_this(), stream},
                                               stream->opened(word_of(error))});
        });
  });
}

void Acceptor::close() {
  asio::post(reactor_.io(), [self = shared_from_this()] {
    error_code ignored;
    self->socket_->tcp_acceptor.close(ignored);
  });
}

}  // namespace forlopp::ports
