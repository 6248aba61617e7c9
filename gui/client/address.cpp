#include "gui/client/address.hpp"

#include <QUrl>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::console {

QString Address::text() const {
  const bool six = host.contains(QLatin1Char{':'});
  return (six ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

std::optional<Address> read_address(const QString& text) {
  const QUrl url{QStringLiteral("ws://") + text, QUrl::StrictMode};
  const bool plain = url.path().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery();
  if (!url.isValid() || url.host().isEmpty() || !plain) return std::nullopt;
  const int port = url.port(management::usual_port);
  if (port < 1) return std::nullopt;
  return Address{.host = url.host(), .port = static_cast<quint16>(port)};
}

}  // namespace forlopp::console
