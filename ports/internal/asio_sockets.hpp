#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "ports/internal/reactor.hpp"
#include "ports/tcp.hpp"

namespace forlopp::ports {

// What a stream tells its process. An error is a word, empty for none.

struct Opened {
  Address local;
  Address peer;
  std::string error;
};
struct ReadDone {
  std::string data;
  std::string error;  ///< `eof` at the end.
};
struct WriteDone {
  std::string error;
};

/// A connected socket. One read and one write may be under way at a time; what was cancelled by
/// `close` is not told. Any thread may call.
class Stream : public std::enable_shared_from_this<Stream> {
 public:
  explicit Stream(Reactor& reactor);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Looks the name up and tries one address after the other; tells `Opened`.
  void connect(runtime::Pid whom, Address to);
  void read(runtime::Pid whom);
  void write(runtime::Pid whom, std::string data);
  void shut_down_sending();
  void close();

 private:
  friend class Acceptor;
  struct Socket;

  Opened opened(std::string error) const;
  void wait_and_read(runtime::Pid whom);
  void read_what_is_there(runtime::Pid whom);

  Reactor& reactor_;
  std::unique_ptr<Socket> socket_;
};

/// A stream and the reactor that it lives in, which must not go before it.
struct OwnedStream {
  /// Whoever has the message has the stream: it is moved, not shared.
  static constexpr bool is_isolated_value = true;
  std::shared_ptr<Reactor> reactor{};
  std::shared_ptr<Stream> stream{};
};

/// A connection has come to an acceptor.
struct AcceptDone {
  OwnedStream connection;
  Opened opened;
};

/// A listening socket.
class Acceptor : public std::enable_shared_from_this<Acceptor> {
 public:
  Acceptor(Reactor& reactor, runtime::Pid owner);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  /// Before anything else. The error, as a word.
  std::string listen(const Address& address);
  runtime::Pid owner() const { return runtime::Pid::from_bits(owner_.load()); }
  void set_owner(runtime::Pid owner) { owner_ = owner.bits(); }
  Address address() const;
  /// Tells `AcceptDone`; one at a time.
  void accept(runtime::Pid whom);
  void close();

 private:
  struct Socket;

  std::string try_to_listen(const Address& address);

  Reactor& reactor_;
  std::atomic<std::uint64_t> owner_;
  std::unique_ptr<Socket> socket_;
};

}  // namespace forlopp::ports
