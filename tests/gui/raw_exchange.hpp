#pragma once

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>

#include "gui/client/address.hpp"

namespace forlopp::console {

/// An exchange that breaks the rules below those of the protocol: of HTTP, and of WebSocket's
/// frames. Works in the test's own event loop.
class RawExchange : public QObject {
 public:
  RawExchange();

  Address address() const;
  int clients_seen() const { return clients_seen_; }

  /// What it does when somebody has sent a whole request of HTTP; by default it accepts the session
  /// and says `hello`.
  std::function<void()> on_request{};
  void accept();
  void say_hello();

  /// A frame (RFC 6455, 5.2) as it should be; tests send parts of it.
  static QByteArray frame(const QByteArray& payload, quint8 first = 0x82);
  void send(const QByteArray& bytes);
  void hang_up();

 private:
  void welcome();
  void hear();

  QTcpServer server_;
  QPointer<QTcpSocket> client_{};
  QByteArray request_{};
  bool asked_ = false;
  int clients_seen_ = 0;
};

}  // namespace forlopp::console
