#pragma once

#include <cstdint>
#include <string>

#include "tests/unit/ports/raw_socket.hpp"

namespace forlopp::test {

/// A session at `/manage` made by hand, for what no honest client would send.
class RawSession {
 public:
  /// Sends a handshake with these header lines besides the usual ones, and reads its answer.
  explicit RawSession(std::uint16_t port, const std::string& more_headers = {});

  /// The whole answer of HTTP, if there was no session.
  const std::string& refusal() const { return refusal_; }

  enum Kind : unsigned { text = 1, binary = 2, close = 8, ping = 9, pong = 10 };
  /// A frame (RFC 6455, 5.2) as it should be.
  void send(Kind kind, const std::string& payload) const;
  void send_bytes(const std::string& bytes) const { socket_.send(bytes); }

  struct Frame {
    unsigned kind = 0;  ///< 0: the connection has ended.
    std::string payload{};
    /// Of a frame that closes.
    unsigned code() const;
  };
  Frame receive() const;

 private:
  RawSocket socket_;
  std::string refusal_{};
};

}  // namespace forlopp::test
