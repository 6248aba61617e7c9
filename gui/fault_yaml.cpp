#include "gui/fault_yaml.hpp"

#include <QCborArray>
#include <QRegularExpression>
#include <QStringList>
#include <array>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString word(const char* text) {
  return QString::fromLatin1(text);
}

/// In the order in which people tell it; what is not here comes after it.
constexpr std::array order{"name",  "fault", "target", "at",      "when",      "after",
                           "every", "times", "spread", "lasting", "abort_when"};

/// What YAML might take for something else stands in quotes.
QString scalar(const QString& text) {
  static const QRegularExpression plain{
      word("^[A-Za-z0-9_./][A-Za-z0-9_./ ]*( %)?[A-Za-z0-9_./ ]*$")};
  if (plain.match(text).hasMatch()) return text;
  QString inside = text;
  return word("'%1'").arg(inside.replace(u'\'', word("''")));
}

QString seconds(qint64 nanoseconds) {
  QString text = QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 6);
  while (text.endsWith(u'0')) text.chop(1);
  if (text.endsWith(u'.')) text.chop(1);
  return word("%1s").arg(text);
}

class Lines {
 public:
  void add(const QString& key, const QString& value) {
    const QString lead = text_.isEmpty() ? word("faults:\n  - ") : word("    ");
    text_ += word("%1%2: %3\n").arg(lead, key, scalar(value));
  }
  void add_list(const QString& key, const QStringList& values) {
    text_ += word("    %1:\n").arg(key);
    for (const QString& value : values) text_ += word("      - %1\n").arg(scalar(value));
  }
  QString text() const { return text_; }

 private:
  QString text_{};
};

}  // namespace

QStringList conditions_of(const QString& expect) {
  QStringList conditions;
  for (const QString& one : expect.split(u';', Qt::SkipEmptyParts))
    if (const QString text = one.simplified(); !text.isEmpty()) conditions.append(text);
  return conditions;
}

QString fault_yaml(const QCborMap& request, qint64 vtime) {
  QCborMap left = request;
  const QString later = plain_text(left.take(word("in")));
  const bool waits =
      left.contains(word("at")) || left.contains(word("when")) || left.contains(word("after"));
  if (!waits) left.insert(word("at"), seconds(vtime + std::max<qint64>(read_duration(later), 0)));
  const QStringList expected = conditions_of(plain_text(left.take(word("expect"))));
  const QString judged = plain_text(left.take(word("judged_after")));
  Lines lines;
  for (const char* key : order)
    if (left.contains(word(key))) lines.add(word(key), plain_text(left.take(word(key))));
  for (const auto& [key, value] : left) lines.add(plain_text(key), plain_text(value));
  if (!expected.isEmpty()) lines.add_list(word("expect"), expected);
  if (!judged.isEmpty()) lines.add(word("judged_after"), judged);
  return lines.text();
}

}  // namespace forlopp::console
