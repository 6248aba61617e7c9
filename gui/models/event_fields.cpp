#include "gui/models/event_fields.hpp"

#include <QCborArray>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QCborValue value(const Event& event, const char* field) {
  return event.fields[QLatin1String{field}];
}

}  // namespace

QString text_of(const Event& event, const char* field) {
  return plain_text(value(event, field));
}

QStringList texts_of(const Event& event, const char* field) {
  QStringList texts;
  for (const QCborValue& item : value(event, field).toArray()) texts.append(item.toString());
  return texts;
}

qint64 number_of(const Event& event, const char* field) {
  return value(event, field).toInteger();
}

bool holds(const Event& event, const char* field) {
  return value(event, field).toBool();
}

QString path_of(const Event& event) {
  return text_of(event, "supervisor") + QLatin1Char{'/'} + text_of(event, "child");
}

}  // namespace forlopp::console
