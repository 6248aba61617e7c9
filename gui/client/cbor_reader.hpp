#pragma once

#include <QByteArray>
#include <QCborValue>
#include <QString>

namespace forlopp::console {

/// What is refused before memory is taken for it.
struct CborLimits {
  qsizetype bytes = 1024 * 1024;
  int depth = 16;
  qsizetype members = 4096;  ///< Of one map, whose keys are looked for one by one.
};

struct CborDocument {
  QCborValue value{};
  QString error{};  ///< A sentence that says what is wrong and where; empty: nothing is.
};

/// Reads one document (RFC 8949; text keys, tags are skipped). An announced length takes no memory:
/// only what is there does.
CborDocument read_cbor(const QByteArray& bytes, const CborLimits& limits = {});

}  // namespace forlopp::console
