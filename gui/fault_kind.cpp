#include "gui/fault_kind.hpp"

#include <QCborMap>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QString text(const QCborMap& map, const char* key) {
  return plain_text(map[QLatin1String{key}]);
}

/// The first of two keys that is there.
QString text(const QCborMap& map, const char* key, const char* other) {
  const QString first = text(map, key);
  return first.isEmpty() ? text(map, other) : first;
}

FaultParameter read_parameter(const QCborMap& map) {
  return {.key = text(map, "key", "name"),
          .form = text(map, "form"),
          .least = text(map, "least"),
          .most = text(map, "most"),
          .otherwise = text(map, "default"),
          .meaning = text(map, "meaning"),
          .required = map[QLatin1String{"required"}].toBool()};
}

FaultKind read_kind(const QCborMap& map) {
  FaultKind kind{.name = text(map, "kind", "name"),
                 .does = text(map, "does", "meaning"),
                 .lasts = map[QLatin1String{"lasts"}].toBool()};
  for (const QCborValue& target : map[QLatin1String{"targets"}].toArray())
    kind.targets.append(plain_text(target));
  for (const QCborValue& parameter : map[QLatin1String{"parameters"}].toArray())
    kind.parameters.push_back(read_parameter(parameter.toMap()));
  return kind;
}

}  // namespace

std::vector<FaultKind> read_catalogue(const QCborArray& catalogue) {
  std::vector<FaultKind> kinds;
  for (const QCborValue& entry : catalogue)
    if (FaultKind kind = read_kind(entry.toMap()); !kind.name.isEmpty())
      kinds.push_back(std::move(kind));
  return kinds;
}

}  // namespace forlopp::console
