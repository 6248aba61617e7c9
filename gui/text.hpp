#pragma once

#include <QCborValue>
#include <QString>

/// Plain values as people read them.
namespace forlopp::console {

/// `00:14:02.317`, of virtual nanoseconds.
QString clock_text(qint64 vtime);
/// `2.1 s`, `84 ms`, of nanoseconds.
QString duration_text(qint64 nanoseconds);
/// Reads `SS`, `MM:SS` or `HH:MM:SS`, with a fraction of seconds; -1 if it is none of these.
qint64 read_clock(const QString& text);
/// Reads `90 s`, `1h 30min`, `20ms`; -1 if it is none, and not longer than a year.
qint64 read_duration(const QString& text);
/// At most three digits after the point, and only those that say something.
QString number_text(double number);
/// Whatever plain value it is; a list is joined with commas.
QString plain_text(const QCborValue& value);
/// `2/9` before `2/10`.
bool naturally_less(const QString& one, const QString& other);

}  // namespace forlopp::console
