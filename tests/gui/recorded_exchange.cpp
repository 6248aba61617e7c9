#include "tests/gui/recorded_exchange.hpp"

#include <QCborArray>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QFile>

#include "tests/gui/canned_exchange.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 tenth = 100'000'000;

}  // namespace

RecordedExchange::RecordedExchange() : bytes_{"sforlopp recording 1"} {}

RecordedExchange& RecordedExchange::hello(const char* run) {
  QCborMap hello = canned_hello();
  hello.insert(QStringLiteral("run"), QString::fromLatin1(run));
  return item(frames_ * tenth, 0, hello);
}

RecordedExchange& RecordedExchange::mark() {
  add(frames_ * tenth, 0, nullptr);
  return *this;
}

RecordedExchange& RecordedExchange::frame(const Cards& cards) {
  ++frames_;
  QCborArray rows;
  for (const auto& [key, state] : cards.states) rows.append(QCborArray{key, state});
  QCborMap news{{QStringLiteral("rows"), rows},
                {QStringLiteral("gone"), QCborArray::fromStringList(cards.gone)}};
  if (cards.all) news.insert(QStringLiteral("all"), true);
  const QCborArray event{frames_, frames_ * tenth, QStringLiteral("call"), QCborMap{}};
  return item(frames_ * tenth, frames_ * tenth,
              {{QStringLiteral("frame"), frames_},
               {QStringLiteral("vtime"), frames_ * tenth},
               {QStringLiteral("event"), frames_},
               {QStringLiteral("topics"), QCborMap{{QStringLiteral("cards"), news}}},
               {QStringLiteral("events"), QCborArray{event}}});
}

RecordedExchange& RecordedExchange::item(qint64 moment, qint64 vtime, const QCborMap& message) {
  const QByteArray bytes = message.toCborValue().toCbor();
  add(moment, vtime, &bytes);
  return *this;
}

void RecordedExchange::add(qint64 moment, qint64 vtime, const QByteArray* message) {
  QByteArray item;
  QCborStreamWriter writer{&item};
  writer.startArray(3);
  writer.append(moment);
  writer.append(vtime);
  if (message != nullptr)
    writer.append(*message);
  else
    writer.appendNull();
  writer.endArray();
  bytes_ += item;
  ends_.push_back(bytes_.size());
}

QString RecordedExchange::file(const QByteArray& bytes) const {
  const QString path = folder_.filePath(QStringLiteral("test.frec"));
  QFile file{path};
  if (file.open(QIODevice::WriteOnly)) file.write(bytes);
  return path;
}

std::map<QString, qint64> cards_in(const Update& update) {
  std::map<QString, qint64> cards;
  const auto view = update.views.find(QStringLiteral("cards"));
  if (view == update.views.end()) return cards;
  for (const auto& [key, cells] : view->second.rows) cards[key] = cells.at(0).toInteger();
  return cards;
}

}  // namespace forlopp::console
