#pragma once

#include "gui/client/client.hpp"
#include "gui/focus.hpp"

namespace forlopp::console {

/// The topic that tells of what a panel looks at: wanted as long as the panel can be seen, so that
/// it does not depend on what other panels show.
class FocusTopic {
 public:
  /// The asker outlives it.
  explicit FocusTopic(Asker& asker) : asker_{asker} {}
  ~FocusTopic() { look_at({}); }
  FocusTopic(const FocusTopic&) = delete;
  FocusTopic& operator=(const FocusTopic&) = delete;

  void look_at(const Entity& entity);
  void be_seen(bool seen);

 private:
  void want(const QString& topic);

  Asker& asker_;
  QString topic_{};   ///< Of what is looked at; empty: none tells of it.
  QString wanted_{};  ///< Empty: none.
  bool seen_ = false;
};

}  // namespace forlopp::console
