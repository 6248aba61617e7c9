#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>
#include <deque>
#include <vector>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// What a row of the supervision tree shows for a moment because of a failure.
struct RestartMark {
  enum class Look : quint8 { none, crashed, stopped, restarting, escalated, recovered };
  Look look = Look::none;
  QString text{};  ///< `one_for_all: 3 stopped`, `<0.17.1> → <0.17.2>`.
  bool operator==(const RestartMark&) const = default;
};

/// Plays what supervisors do at a pace that can be seen, whatever that of the run: one after the
/// other the end, what the strategy took along, the way up, the return. At most three failures are
/// played at a time; of the others only the counters tell. Times are milliseconds of the screen's
/// clock; rows are called by their keys.
class RestartMarks {
 public:
  static constexpr std::size_t played_max = 3;
  static constexpr qint64 crash_for = 600;
  static constexpr qint64 climb_for = 300;  ///< For each level.
  static constexpr qint64 restart_for = 600;
  static constexpr qint64 recovered_for = 5'000;
  static constexpr qint64 seen_for = 250;    ///< At least.
  static constexpr qint64 at_most = 10'000;  ///< For what never comes back.

  /// Still: only states and counters, nothing that moves.
  enum class Motion : quint8 { moving, still };
  void set_motion(Motion motion);

  void note(const Event& event, qint64 now);
  void clear() { *this = {}; }
  /// The rows that look otherwise now than when this was last asked.
  QStringList changed(qint64 now);
  /// Whether something will look otherwise later.
  bool is_playing() const { return !phases_.isEmpty(); }
  RestartMark mark(const QString& key, qint64 now) const;

  /// Restarts of a row that nobody has acknowledged; and those of all below it.
  qint64 restarts(const QString& key) const { return restarts_.value(key); }
  qint64 restarts_below(const QString& key) const { return restarts_below_.value(key); }
  /// Of a row and of all below it; of all if the key is empty. Tells which rows change.
  QStringList acknowledge(const QString& key);

  /// How much is left of each notch of a supervisor's budget, oldest first: from 1, just used, to
  /// 0, when it comes back.
  std::vector<double> notches(const QString& supervisor, qint64 vtime) const;
  /// The supervisors whose notches have drained by so much that one sees it.
  QStringList drained(qint64 vtime);

 private:
  struct Phase {
    qint64 from = 0;
    qint64 until = 0;
    RestartMark mark{};
  };
  /// The play of one failure, until its last restart.
  struct Play {
    QString path{};         // Whose return it waits for.
    QStringList others{};   // That come back with it.
    qint64 shown_from = 0;  // When its present phase begins,
    qint64 free_at = 0;     // and when its next may.
    qint64 until = 0;
  };
  struct Budget {
    std::deque<qint64> used{};
    qint64 period = 0;
    int shown = 0;  // Sixteenths of notches, as last told.
  };

  void count(const Event& event);
  void spend(const Event& event);
  void end(const Event& event, qint64 now);
  void stop_what_takes_too_long(qint64 now);
  void bracket(Play& play, const Event& event, qint64 now);
  void give_up(const Event& event, qint64 now);
  void restart(const Event& event, qint64 now);
  Play* play_of(const QString& path);
  /// From then on, or once what is shown then has been seen long enough: tells when.
  qint64 show(const QString& key, qint64 from, qint64 lasting, RestartMark mark);
  qint64 cut(const QString& key, qint64 at);
  qint64 soonest(const QString& key, qint64 at) const;

  Motion motion_ = Motion::moving;
  QHash<QString, std::vector<Phase>> phases_{};
  QHash<QString, RestartMark> shown_{};
  QSet<QString> counted_{};  // Rows whose counters have changed.
  std::vector<Play> plays_{};
  QHash<QString, qint64> restarts_{};
  QHash<QString, qint64> restarts_below_{};
  QHash<QString, Budget> budgets_{};
};

}  // namespace forlopp::console
