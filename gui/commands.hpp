#pragma once

#include <QAction>
#include <QCborMap>
#include <QKeySequence>
#include <QObject>
#include <functional>
#include <optional>
#include <vector>

#include "gui/client/client.hpp"
#include "gui/focus.hpp"
#include "gui/picture.hpp"

namespace forlopp::console {

/// Reads what to run until: `15:00` (virtual time), `event 5000`, `level 3`, `alarm critical`;
/// anything else is a condition on a measurement. None: it says nothing.
std::optional<QCborMap> read_until(const QString& text);

/// Everything that can be done, each with a name that stays: menus, keys, the palette and tests
/// call the same actions. What is asked of the exchange and refused is said in a sentence.
class Commands : public QObject {
  Q_OBJECT

 public:
  Commands(Picture& picture, Asker& asker, Focus& focus);

  /// Who may: what changes the exchange is only for its operators; what drives the time is also for
  /// whoever looks at a recording.
  enum class For : quint8 { everybody, operators, time };

  QAction* add(const QString& id, const QString& text, const QKeySequence& key, For whom,
               std::function<void()> work);
  /// Null if there is none.
  QAction* find(const QString& id) const;
  const std::vector<QAction*>& all() const { return actions_; }
  /// Whoever may do it cannot now, for this reason; empty: he can.
  void hinder(QAction& action, const QString& why);

  /// Asks, and says how it went; tells `then` besides.
  void ask(const QString& what, const QCborMap& arguments = {}, Asker::Then then = {});
  /// To there, as `read_until` reads it; what has been already is gone back to.
  void run_until(const QString& text, Asker::Then then = {});

 signals:
  void said(const QString& sentence);
  /// Somebody wants to break this, and has an idea how; empty: no idea.
  void fault_wanted(const QString& target, const QString& kind);

 private:
  void add_modes();
  void add_steps();
  void add_returns();
  void pause_or_run();
  void step_focus();
  void permit_all();
  void permit(QAction& action) const;
  void explain(QAction& action) const;

  Picture& picture_;
  Asker& asker_;
  Focus& focus_;
  std::vector<QAction*> actions_{};
};

}  // namespace forlopp::console
