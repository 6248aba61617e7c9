#pragma once

#include <QCborArray>
#include <QString>
#include <QStringList>
#include <vector>

namespace forlopp::console {

/// A parameter of a kind of fault, as the exchange's catalogue has it.
struct FaultParameter {
  QString key{};
  QString form{};  ///< `probability`, `delay`, `back_after`, `rate`, `moment`.
  QString least{};
  QString most{};
  QString otherwise{};  ///< What it is when it is not given.
  QString meaning{};
  bool required = false;
};

struct FaultKind {
  QString name{};
  QString does{};
  QStringList targets{};
  bool lasts = false;
  std::vector<FaultParameter> parameters{};
};

/// Reads the catalogue of a hello; what has no name is left out.
std::vector<FaultKind> read_catalogue(const QCborArray& catalogue);

}  // namespace forlopp::console
