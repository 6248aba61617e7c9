#pragma once

#include <QCborMap>
#include <QString>
#include <QStringList>

namespace forlopp::console {

/// A request to inject a fault as a scenario file would write it. What strikes now, or so long from
/// now, is given the time that it would have: `vtime` is now.
QString fault_yaml(const QCborMap& request, qint64 vtime);

/// What is expected of it, one by one: in a request they stand beside each other, with `;`.
QStringList conditions_of(const QString& expect);

}  // namespace forlopp::console
