#pragma once

#include <QString>
#include <vector>

#include "gui/fault_kind.hpp"
#include "gui/focus.hpp"
#include "gui/picture.hpp"

/// What can be broken of what one points at.
namespace forlopp::console {

/// A fault that fits: its kind, and whom it is to strike.
struct FaultAim {
  QString kind{};
  QString target{};  ///< As scenarios write it.
  bool operator==(const FaultAim&) const = default;
};

/// The ways to call an entity, or a part of it, as the target of a fault: `line 3/7/2`, `card 3/7`,
/// `link 3/7`, `process of card 3/7`; the entity itself first. Empty if nothing can strike it.
QStringList targets_of(const Entity& entity, Picture& picture);

/// `card` of `any 2 cards of shelf 1`, `line` of `10 % of lines`; empty if it is none that is
/// known.
QString kind_of_target(const QString& target);

/// Why a fault of this kind cannot strike the target; empty if it can, or nobody knows.
QString misfit(const FaultKind& kind, const QString& target);

/// All faults that fit, those that one wants most often first.
std::vector<FaultAim> aims_at(const Entity& entity, Picture& picture);

}  // namespace forlopp::console
