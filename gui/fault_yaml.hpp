#pragma once

#include <QCborMap>
#include <QString>

namespace forlopp::console {

/// A request to inject a fault as a scenario file would write it. What strikes now, or so long from
/// now, is given the time that it would have: `vtime` is now.
QString fault_yaml(const QCborMap& request, qint64 vtime);

}  // namespace forlopp::console
