#include "tests/unit/mgmt/raw_session.hpp"

namespace forlopp::test {
namespace {

unsigned byte_at(const std::string& data, std::size_t index) {
  return static_cast<unsigned char>(data.at(index));
}

std::uint64_t number(const std::string& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) value = value << 8U | byte_at(bytes, i);
  return value;
}

}  // namespace

RawSession::RawSession(std::uint16_t port, const std::string& more_headers)
    : socket_{RawSocket::connected_to(port)} {
  socket_.send(
      "GET /manage HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      more_headers + "\r\n");
  std::string answer;
  while (!answer.ends_with("\r\n\r\n")) {
    const std::string next = socket_.receive(1);
    if (next.empty()) break;
    answer += next;
  }
  if (!answer.starts_with("HTTP/1.1 101")) refusal_ = answer + socket_.receive(10'000);
}

void RawSession::send(Kind kind, const std::string& payload) const {
  std::string frame{static_cast<char>(0x80U | kind)};
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80U | payload.size());
  } else if (payload.size() < 65'536) {
    frame += static_cast<char>(0x80U | 126U);
    for (const unsigned shift : {8U, 0U}) frame += static_cast<char>(payload.size() >> shift);
  } else {
    frame += static_cast<char>(0x80U | 127U);
    for (unsigned shift = 64; shift > 0; shift -= 8)
      frame += static_cast<char>(payload.size() >> (shift - 8));
  }
  socket_.send(frame + std::string(4, '\0') + payload);  // The mask of zeroes changes nothing.
}

unsigned RawSession::Frame::code() const {
  return kind == close && payload.size() >= 2 ? byte_at(payload, 0) << 8U | byte_at(payload, 1) : 0;
}

RawSession::Frame RawSession::receive() const {
  const std::string head = socket_.receive(2);
  if (head.size() < 2) return {};
  std::uint64_t size = byte_at(head, 1) & 0x7FU;
  if (size >= 126) size = number(socket_.receive(size == 126 ? 2 : 8));
  return {byte_at(head, 0) & 0x0FU, socket_.receive(size)};
}

}  // namespace forlopp::test
