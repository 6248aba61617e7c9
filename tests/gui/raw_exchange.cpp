#include "tests/gui/raw_exchange.hpp"

#include <QCborValue>
#include <QCryptographicHash>
#include <QHostAddress>

#include "tests/gui/canned_exchange.hpp"

namespace forlopp::console {
namespace {

/// RFC 6455, 4.2.2.
QByteArray accept_of(const QByteArray& request) {
  const QByteArray name = "sec-websocket-key:";
  const qsizetype at = request.toLower().indexOf(name);
  const QByteArray key = request.mid(at + name.size()).split('\r').front().trimmed();
  return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                  QCryptographicHash::Sha1)
      .toBase64();
}

}  // namespace

RawExchange::RawExchange() {
  on_request = [this] {
    accept();
    say_hello();
  };
  connect(&server_, &QTcpServer::newConnection, this, &RawExchange::welcome);
  server_.listen(QHostAddress::LocalHost);
}

Address RawExchange::address() const {
  return {.host = QStringLiteral("127.0.0.1"), .port = server_.serverPort()};
}

void RawExchange::welcome() {
  client_ = server_.nextPendingConnection();
  request_.clear();
  asked_ = false;
  ++clients_seen_;
  connect(client_, &QTcpSocket::readyRead, this, &RawExchange::hear);
}

void RawExchange::hear() {
  if (sender() != client_ || asked_) return;
  request_ += client_->readAll();
  asked_ = request_.contains("\r\n\r\n");
  if (!asked_) return;
  const auto answer = on_request;  // Which may put another in its place.
  answer();
}

void RawExchange::accept() {
  send(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Protocol: forlopp.cbor\r\nSec-WebSocket-Accept: " +
      accept_of(request_) + "\r\n\r\n");
}

void RawExchange::say_hello() {
  send(frame(canned_hello().toCborValue().toCbor()));
}

QByteArray RawExchange::frame(const QByteArray& payload, quint8 first) {
  QByteArray head(1, static_cast<char>(first));
  const auto size = static_cast<quint64>(payload.size());
  const int bytes = size < 126 ? 0 : size < 65'536 ? 2 : 8;
  head += static_cast<char>(bytes == 0 ? size : bytes == 2 ? 126U : 127U);
  for (int shift = 8 * bytes - 8; shift >= 0; shift -= 8)
    head += static_cast<char>(size >> static_cast<unsigned>(shift));
  return head + payload;
}

void RawExchange::send(const QByteArray& bytes) {
  if (client_) client_->write(bytes);
}

void RawExchange::hang_up() {
  if (client_) client_->disconnectFromHost();
}

}  // namespace forlopp::console
