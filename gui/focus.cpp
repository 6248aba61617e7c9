#include "gui/focus.hpp"

#include <array>
#include <utility>

namespace forlopp::console {
namespace {

constexpr std::size_t trail_max = 200;

}  // namespace

QString text(const Entity& entity) {
  switch (entity.kind) {
    case Entity::Kind::none: return {};
    case Entity::Kind::card: return QStringLiteral("card %1").arg(entity.key);
    case Entity::Kind::port: return QStringLiteral("port %1").arg(entity.key);
    case Entity::Kind::call: return QStringLiteral("call %1").arg(entity.key);
    case Entity::Kind::supervised:
    case Entity::Kind::process:
    case Entity::Kind::other: return entity.key;
  }
  return {};
}

Entity entity_called(const QString& text) {
  using enum Entity::Kind;
  static constexpr std::array named{std::pair{"card", card}, std::pair{"port", port},
                                    std::pair{"call", call}};
  const QString key = text.section(QLatin1Char{' '}, 1);
  for (const auto& [word, kind] : named)
    if (text.startsWith(QLatin1String{word} + QLatin1Char{' '}) && !key.isEmpty() &&
        key[0].isDigit())
      return {kind, key};
  if (text.startsWith(QLatin1Char{'<'})) return {process, text};
  return text.isEmpty() ? Entity{} : Entity{other, text};
}

void Focus::move_to(const Entity& entity, qint64 vtime) {
  const Point to{entity, vtime};
  if (to == point()) return;
  trail_.resize(at_ + 1);
  trail_.push_back(to);
  if (trail_.size() > trail_max) trail_.erase(trail_.begin());
  at_ = trail_.size() - 1;
  emit moved(to);
}

bool Focus::back() {
  if (at_ == 0) return false;
  --at_;
  emit moved(point());
  return true;
}

bool Focus::forward() {
  if (at_ + 1 == trail_.size()) return false;
  ++at_;
  emit moved(point());
  return true;
}

}  // namespace forlopp::console
