#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QObject>
#include <QPointer>
#include <QWebSocket>
#include <QWebSocketServer>
#include <functional>
#include <optional>
#include <vector>

#include "gui/client/address.hpp"

namespace forlopp::console {

/// The other side of the protocol, as a test wants it: it tells what it is told to tell, true or
/// not. Works in the test's own event loop.
class FakeExchange : public QObject {
 public:
  FakeExchange();

  Address address() const;
  /// What it says first to whoever comes; nothing if it is to keep silent.
  std::optional<QCborMap> hello{};
  /// Answers what is asked; by default with an empty `ok` at this event.
  std::function<QCborMap(const QCborMap& request)> answer{};
  qint64 event = 0;

  void send(const QCborMap& message);
  void send_bytes(const QByteArray& bytes);
  void send_text(const QString& text);
  void hang_up(const QString& reason = {});
  /// Nobody can come any more.
  void shut();
  /// Somebody can again, at the same address.
  void reopen();

  int clients_seen() const { return clients_seen_; }
  const QByteArray& authorization() const { return authorization_; }
  const QString& subprotocol() const { return subprotocol_; }
  /// All requests with this word, of all clients so far.
  std::vector<QCborMap> asked(const QString& what) const;
  const std::vector<qint64>& acknowledged() const { return acknowledged_; }

 private:
  void welcome();
  void hear(const QByteArray& bytes);

  QWebSocketServer server_;
  QPointer<QWebSocket> client_{};
  quint16 port_ = 0;
  int clients_seen_ = 0;
  QByteArray authorization_{};
  QString subprotocol_{};
  std::vector<QCborMap> asked_{};
  std::vector<qint64> acknowledged_{};
};

}  // namespace forlopp::console
