#include "gui/client/messages.hpp"

#include <QCborValue>
#include <QCoreApplication>

#include "gui/client/cbor_reader.hpp"

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("Messages", text);
}

/// Reads the parts of a message and keeps the first thing that is wrong.
class MessageReader {
 public:
  QString error{};

  Hello hello(const QCborMap& map) {
    Hello hello;
    hello.version = static_cast<int>(map[QLatin1String{"hello"}].toInteger());
    hello.program = text(map, "program");
    hello.run = text(map, "run");
    hello.scenario = text(map, "scenario");
    hello.title = text(map, "title");
    hello.seed = text(map, "seed");
    hello.role = text(map, "role");
    hello.faults = map[QLatin1String{"faults"}].toArray();
    hello.metrics = map[QLatin1String{"metrics"}].toArray();
    hello.victims = map[QLatin1String{"victims"}].toArray();
    for (const auto& [topic, columns] : map[QLatin1String{"topics"}].toMap())
      hello.columns.insert(topic.toString(), texts(columns.toArray()));
    return hello;
  }

  Frame frame(const QCborMap& map) {
    Frame frame;
    frame.number = map[QLatin1String{"frame"}].toInteger();
    frame.stamp = stamp(map);
    for (const auto& [view, news] : map[QLatin1String{"topics"}].toMap())
      frame.views.emplace(view.toString(), view_news(view.toString(), news));
    for (const QCborValue& event : map[QLatin1String{"events"}].toArray())
      frame.events.push_back(read_event(event));
    if (const QCborValue lost = map[QLatin1String{"lost"}]; lost.isMap())
      frame.lost = read_lost(lost.toMap());
    return frame;
  }

  Reply reply(const QCborMap& map) {
    Reply reply;
    reply.re = map[QLatin1String{"re"}].toInteger();
    reply.stamp = stamp(map);
    const QCborValue ok = map[QLatin1String{"ok"}];
    const QCborMap error_map = map[QLatin1String{"error"}].toMap();
    if (ok.isUndefined()) {
      reply.code = text(error_map, "code");
      reply.text = text(error_map, "text");
      if (reply.code.isEmpty()) fail(tr("An answer neither grants nor refuses."));
    }
    reply.result = ok.toMap();
    return reply;
  }

 private:
  void fail(const QString& what) {
    if (error.isEmpty()) error = what;
  }

  static QString plain(const QCborValue& value) {
    return value.isString() ? value.toString() : value.toVariant().toString();
  }

  static QString text(const QCborMap& map, const char* key) {
    return plain(map[QLatin1String{key}]);
  }

  static QStringList texts(const QCborArray& array) {
    QStringList texts;
    for (const QCborValue& item : array) texts.append(plain(item));
    return texts;
  }

  static Stamp stamp(const QCborMap& map) {
    return {map[QLatin1String{"vtime"}].toInteger(), map[QLatin1String{"event"}].toInteger()};
  }

  ViewNews view_news(const QString& view, const QCborValue& value) {
    if (!value.isMap()) fail(tr("What came of '%1' is no map.").arg(view));
    const QCborMap map = value.toMap();
    ViewNews news;
    news.all = map[QLatin1String{"all"}].toBool();
    news.more = map[QLatin1String{"more"}].toBool();
    news.gone = texts(map[QLatin1String{"gone"}].toArray());
    for (const QCborValue& row : map[QLatin1String{"rows"}].toArray()) {
      Cells cells = row.toArray();
      if (cells.isEmpty()) fail(tr("A row of '%1' has no key.").arg(view));
      if (!error.isEmpty()) return news;
      const QString key = plain(cells.takeFirst());
      news.rows.emplace_back(key, std::move(cells));
    }
    return news;
  }

  Event read_event(const QCborValue& value) {
    const QCborArray parts = value.toArray();
    if (parts.size() < 4 || !parts[0].isInteger() || !parts[2].isString())
      fail(tr("An event is not of the form [number, time, class, fields]."));
    return {parts[0].toInteger(), parts[1].toInteger(), parts[2].toString(), parts[3].toMap()};
  }

  static Lost read_lost(const QCborMap& map) {
    Lost lost;
    lost.after = map[QLatin1String{"after"}].toInteger();
    lost.before = map[QLatin1String{"before"}].toInteger();
    for (const auto& [event_class, count] : map[QLatin1String{"by_class"}].toMap())
      lost.by_class.emplace(event_class.toString(), count.toInteger());
    return lost;
  }
};

Message message_of(MessageReader& reader, const QCborMap& map) {
  if (map.contains(QLatin1String{"hello"})) return reader.hello(map);
  if (map.contains(QLatin1String{"frame"})) return reader.frame(map);
  if (map.contains(QLatin1String{"re"})) return reader.reply(map);
  return Unheard{};
}

}  // namespace

ReadMessage read_message(const QByteArray& bytes) {
  const CborDocument document = read_cbor(bytes);
  if (!document.error.isEmpty()) return {{}, document.error};
  if (!document.value.isMap()) return {{}, tr("A message is no map.")};
  MessageReader reader;
  Message message = message_of(reader, document.value.toMap());
  if (!reader.error.isEmpty()) return {{}, reader.error};
  return {std::move(message), {}};
}

}  // namespace forlopp::console
