#include "tests/gui/fake_exchange.hpp"

#include <QCborValue>
#include <QHostAddress>
#include <QNetworkRequest>

#include "tests/gui/canned_exchange.hpp"

namespace forlopp::console {

FakeExchange::FakeExchange()
    : hello{canned_hello()}, server_{QStringLiteral("fake"), QWebSocketServer::NonSecureMode} {
  server_.setSupportedSubprotocols({QStringLiteral("forlopp.cbor")});
  connect(&server_, &QWebSocketServer::newConnection, this, &FakeExchange::welcome);
  reopen();
}

Address FakeExchange::address() const {
  return {.host = QStringLiteral("127.0.0.1"), .port = port_};
}

void FakeExchange::welcome() {
  client_ = server_.nextPendingConnection();
  client_->setParent(this);
  ++clients_seen_;
  authorization_ = client_->request().rawHeader("Authorization");
  subprotocol_ = client_->subprotocol();
  connect(client_, &QWebSocket::binaryMessageReceived, this, &FakeExchange::hear);
  if (hello) send(*hello);
}

void FakeExchange::hear(const QByteArray& bytes) {
  const QCborMap message = QCborValue::fromCbor(bytes).toMap();
  if (const QCborValue ack = message[QLatin1String{"ack"}]; ack.isInteger()) {
    acknowledged_.push_back(ack.toInteger());
    return;
  }
  asked_.push_back(message);
  if (answer) {
    const QCborMap reply = answer(message);
    if (!reply.isEmpty()) send(reply);
    return;
  }
  send({{QStringLiteral("re"), message[QLatin1String{"id"}]},
        {QStringLiteral("ok"), QCborMap{}},
        {QStringLiteral("event"), event}});
}

void FakeExchange::send(const QCborMap& message) {
  send_bytes(message.toCborValue().toCbor());
}

void FakeExchange::send_bytes(const QByteArray& bytes) {
  if (client_) client_->sendBinaryMessage(bytes);
}

void FakeExchange::send_text(const QString& text) {
  if (client_) client_->sendTextMessage(text);
}

void FakeExchange::hang_up(const QString& reason) {
  if (client_) client_->close(QWebSocketProtocol::CloseCodeNormal, reason);
}

void FakeExchange::shut() {
  server_.close();
  if (client_) client_->abort();
}

void FakeExchange::reopen() {
  server_.listen(QHostAddress::LocalHost, port_);
  port_ = server_.serverPort();
}

std::vector<QCborMap> FakeExchange::asked(const QString& what) const {
  std::vector<QCborMap> found;
  for (const QCborMap& request : asked_)
    if (request[QLatin1String{"do"}].toString() == what) found.push_back(request);
  return found;
}

}  // namespace forlopp::console
