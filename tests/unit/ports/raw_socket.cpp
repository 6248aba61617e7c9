#include "tests/unit/ports/raw_socket.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace forlopp::test {
namespace {

sockaddr* raw(sockaddr_in& address) {
  return reinterpret_cast<sockaddr*>(&address);
}
sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

RawSocket RawSocket::connected_to(std::uint16_t port) {
  RawSocket made{::socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address = loopback(port);
  ::connect(made.descriptor_, raw(address), sizeof address);
  return made;
}

RawSocket RawSocket::listening(int backlog) {
  RawSocket made{::socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address = loopback(0);
  ::bind(made.descriptor_, raw(address), sizeof address);
  ::listen(made.descriptor_, backlog);
  return made;
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)} {}

RawSocket::~RawSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint16_t RawSocket::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(descriptor_, raw(address), &size);
  return ntohs(address.sin_port);
}

RawSocket RawSocket::accept() const {
  return RawSocket{::accept(descriptor_, nullptr, nullptr)};
}

void RawSocket::send(const std::string& data) const {
  [[maybe_unused]] const auto sent = ::send(descriptor_, data.data(), data.size(), MSG_NOSIGNAL);
}

std::string RawSocket::receive(std::size_t size) const {
  std::string received;
  std::array<char, 65'536> buffer{};
  while (received.size() < size) {
    const std::size_t wanted = std::min(size - received.size(), buffer.size());
    const auto got = ::recv(descriptor_, buffer.data(), wanted, 0);
    if (got <= 0) break;
    received.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return received;
}

void RawSocket::end_sending() const {
  ::shutdown(descriptor_, SHUT_WR);
}

void RawSocket::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(descriptor_, -1));
}

}  // namespace forlopp::test
