#pragma once

#include <QString>
#include <optional>

namespace forlopp::console {

/// Where an exchange is managed, and what makes its client an operator.
struct Address {
  QString host = QStringLiteral("127.0.0.1");
  quint16 port = 0;
  QString token{};  ///< Empty: this console only watches.
  QString text() const;
  bool operator==(const Address&) const = default;
};

/// Reads `HOST:PORT`, `HOST` or `[IPv6]:PORT`; without a port it is the usual one.
std::optional<Address> read_address(const QString& text);

}  // namespace forlopp::console
