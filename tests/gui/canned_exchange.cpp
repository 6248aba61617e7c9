#include "tests/gui/canned_exchange.hpp"

#include <QCborArray>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::console {
namespace {

QString latin(std::string_view text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QCborMap topics() {
  QCborMap topics;
  for (const management::Topic& topic : management::topics()) {
    QCborArray columns;
    for (const std::string_view column : topic.columns) columns.append(latin(column));
    topics.insert(latin(topic.name), columns);
  }
  return topics;
}

}  // namespace

QCborMap canned_hello() {
  return {{QStringLiteral("hello"), management::protocol_version},
          {QStringLiteral("program"), QStringLiteral("forlopp 0.1.0")},
          {QStringLiteral("run"), QStringLiteral("run-1")},
          {QStringLiteral("scenario"), QStringLiteral("let_it_crash")},
          {QStringLiteral("title"), QStringLiteral("Let it crash")},
          {QStringLiteral("seed"), 42},
          {QStringLiteral("role"), QStringLiteral("operator")},
          {QStringLiteral("topics"), topics()}};
}

}  // namespace forlopp::console
