#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runtime/node.hpp"

namespace boost::asio {
class io_context;
}
namespace boost::system {
class error_code;
}

namespace forlopp::ports {

class Acceptor;

/// To every port when the sockets of its node go.
struct SocketsGone {};

/// The thread that waits for the network. Everything of Asio that belongs to a socket which is in
/// use happens there. It tells processes by messages, as any thread outside may.
class Reactor : public std::enable_shared_from_this<Reactor> {
 public:
  explicit Reactor(runtime::Node& node);
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  /// Nothing if the node has no sockets.
  static std::shared_ptr<Reactor> of(const runtime::Node& node);
  /// Makes it the one of its node, from now on or no longer.
  static void announce(const std::shared_ptr<Reactor>& reactor);
  /// Ends the thread; no process is told anything afterwards but that.
  void stop();

  /// False if it was stopped.
  bool add_port(runtime::Pid port);
  void remove_port(runtime::Pid port);

  void add_acceptor(const std::shared_ptr<Acceptor>& acceptor);
  /// Closes those whose owner has ended, and waits until that is done: their ports may not have
  /// heard of it yet.
  void close_abandoned_acceptors();

  boost::asio::io_context& io();
  template <class T>
  void tell(runtime::Pid whom, T message) {
    node_.send(whom, std::move(message));
  }
  /// For the thread alone: where bytes lie until they are a message.
  std::array<char, 65'536>& buffer() { return buffer_; }

 private:
  struct Loop;

  runtime::Node& node_;
  std::unique_ptr<Loop> loop_;
  std::mutex mutex_{};
  bool is_stopped_ = false;
  std::set<runtime::Pid> ports_{};
  std::vector<std::weak_ptr<Acceptor>> acceptors_{};
  std::array<char, 65'536> buffer_{};
};

/// `econnreset`, `eof`, ...; empty for none.
std::string word_of(const boost::system::error_code& error);
bool is_cancelled(const boost::system::error_code& error);

}  // namespace forlopp::ports
