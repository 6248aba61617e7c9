#include "gui/text.hpp"

#include <QCborArray>
#include <QCborMap>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <QVariant>
#include <QtMath>

namespace forlopp::console {
namespace {

constexpr qint64 millisecond = 1'000'000;
constexpr qint64 second = 1'000 * millisecond;

QString two_digits(qint64 number) {
  return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char{'0'});
}

/// The number that begins at `at`, and behind it.
std::pair<qulonglong, qsizetype> number_at(const QString& text, qsizetype at) {
  qulonglong number = 0;
  while (at < text.size() && text[at].isDigit())
    number = number * 10 + static_cast<qulonglong>(text[at++].digitValue());
  return {number, at};
}

QStringList texts_of(const QCborArray& array) {
  QStringList texts;
  for (const QCborValue& item : array) texts.append(plain_text(item));
  return texts;
}

QStringList texts_of(const QCborMap& map) {
  QStringList texts;
  for (const auto& [key, value] : map)
    texts.append(QStringLiteral("%1=%2").arg(plain_text(key), plain_text(value)));
  return texts;
}

}  // namespace

QString clock_text(qint64 vtime) {
  const qint64 seconds = vtime / second;
  const qint64 rest = vtime % second / millisecond;
  return QStringLiteral("%1:%2:%3.%4")
      .arg(two_digits(seconds / 3'600), two_digits(seconds / 60 % 60), two_digits(seconds % 60),
           QStringLiteral("%1").arg(rest, 3, 10, QLatin1Char{'0'}));
}

QString duration_text(qint64 nanoseconds) {
  const auto seconds = static_cast<double>(nanoseconds) / static_cast<double>(second);
  if (qAbs(seconds) >= 1.0 || nanoseconds == 0)
    return QStringLiteral("%1 s").arg(number_text(seconds));
  return QStringLiteral("%1 ms").arg(number_text(seconds * 1'000.0));
}

qint64 read_clock(const QString& text) {
  const QStringList parts = text.trimmed().split(QLatin1Char{':'});
  if (parts.size() > 3) return -1;
  double seconds = 0.0;
  for (const QString& part : parts) {
    bool read = false;
    const double number = QLocale::c().toDouble(part, &read);
    if (!read || number < 0.0 || number > 1e6) return -1;
    seconds = seconds * 60.0 + number;
  }
  return qRound64(seconds * static_cast<double>(second));
}

qint64 read_duration(const QString& text) {
  static const QHash<QString, double> units{
      {QStringLiteral("d"), 86'400.0}, {QStringLiteral("h"), 3'600.0},
      {QStringLiteral("min"), 60.0},   {QStringLiteral("s"), 1.0},
      {QStringLiteral("ms"), 1e-3},    {QStringLiteral("us"), 1e-6},
      {QStringLiteral("ns"), 1e-9}};
  static const QRegularExpression part{
      QStringLiteral("\\G\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([a-z]+)\\s*")};
  constexpr double year = 365 * 86'400.0;
  double seconds = 0.0;
  qsizetype read = 0;
  for (auto parts = part.globalMatch(text); parts.hasNext();) {
    const QRegularExpressionMatch match = parts.next();
    if (!units.contains(match.captured(2))) return -1;
    seconds += match.captured(1).toDouble() * units[match.captured(2)];
    read = match.capturedEnd();
  }
  if (read == 0 || read != text.size() || seconds > year) return -1;
  return qRound64(seconds * static_cast<double>(second));
}

QString number_text(double number) {
  QString text = QString::number(number, 'f', 3);
  while (text.endsWith(QLatin1Char{'0'})) text.chop(1);
  if (text.endsWith(QLatin1Char{'.'})) text.chop(1);
  return text;
}

QString plain_text(const QCborValue& value) {
  if (value.isString()) return value.toString();
  if (value.isArray()) return texts_of(value.toArray()).join(QStringLiteral(", "));
  if (value.isMap()) return texts_of(value.toMap()).join(QStringLiteral(", "));
  if (value.isDouble()) return number_text(value.toDouble());
  if (value.isByteArray()) return QString::fromLatin1(value.toByteArray().toHex(' '));
  return value.toVariant().toString();
}

bool naturally_less(const QString& one, const QString& other) {
  qsizetype i = 0, j = 0;
  while (i < one.size() && j < other.size()) {
    if (one[i].isDigit() && other[j].isDigit()) {
      const auto [left, left_end] = number_at(one, i);
      const auto [right, right_end] = number_at(other, j);
      if (left != right) return left < right;
      i = left_end;
      j = right_end;
    } else if (one[i] != other[j]) {
      return one[i] < other[j];
    } else {
      ++i;
      ++j;
    }
  }
  const qsizetype left = one.size() - i, right = other.size() - j;
  return left != right ? left < right : one < other;
}

}  // namespace forlopp::console
