#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace forlopp::test {

/// A blocking socket of the operating system on the loopback device, for what no port would do.
class RawSocket {
 public:
  static RawSocket connected_to(std::uint16_t port);
  /// Nobody accepts from it; so many connections find room.
  static RawSocket listening(int backlog);
  RawSocket(RawSocket&& other) noexcept;
  ~RawSocket();
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  std::uint16_t port() const;
  RawSocket accept() const;
  void send(const std::string& data) const;
  /// Up to the end, or this many bytes.
  std::string receive(std::size_t size) const;
  void end_sending() const;
  /// Closes so that the other side is told of a reset.
  void reset();

 private:
  explicit RawSocket(int descriptor) : descriptor_{descriptor} {}
  int descriptor_;
};

}  // namespace forlopp::test
