#include "gui/panels/focus_topic.hpp"

#include <utility>

namespace forlopp::console {
namespace {

QString topic_of(Entity::Kind kind) {
  switch (kind) {
    case Entity::Kind::supervised: return QStringLiteral("supervision");
    case Entity::Kind::card:
    case Entity::Kind::port: return QStringLiteral("cards");
    case Entity::Kind::call: return QStringLiteral("calls");
    case Entity::Kind::none:
    case Entity::Kind::process:
    case Entity::Kind::other: return {};
  }
  return {};
}

}  // namespace

void FocusTopic::look_at(const Entity& entity) {
  topic_ = topic_of(entity.kind);
  want(seen_ ? topic_ : QString{});
}

void FocusTopic::be_seen(bool seen) {
  seen_ = seen;
  want(seen_ ? topic_ : QString{});
}

void FocusTopic::want(const QString& topic) {
  if (topic == wanted_) return;
  const QString before = std::exchange(wanted_, topic);
  if (!wanted_.isEmpty()) asker_.want({wanted_, {}, hz::lists});
  if (!before.isEmpty()) asker_.unwant({before, {}, hz::lists});
}

}  // namespace forlopp::console
