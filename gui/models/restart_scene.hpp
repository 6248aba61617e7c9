#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <variant>
#include <vector>

#include "gui/client/messages.hpp"
#include "gui/models/restart_marks.hpp"
#include "gui/models/storm_watch.hpp"
#include "gui/models/story_book.hpp"
#include "gui/models/story_model.hpp"

namespace forlopp::console {

/// Milliseconds, never backwards. The only clock of all that moves on the screen.
using ScreenClock = std::function<qint64()>;
qint64 steady_milliseconds();

/// What the console makes of failures: stories, marks that play, counters, and whether there is a
/// storm, in which nothing moves any more.
class RestartScene : public QObject {
  Q_OBJECT

 public:
  explicit RestartScene(ScreenClock clock = steady_milliseconds);

  void note(const std::vector<std::variant<Event, Lost>>& happened, qint64 vtime);
  void clear();
  /// Time has passed: the scene's own timer calls this as long as something moves.
  void pass();

  StoryModel& stories() { return model_; }
  const StoryBook& book() const { return book_; }
  const StormWatch& storm() const { return storm_; }
  /// Of a row of the tree, now.
  RestartMark mark(const QString& key) const { return marks_.mark(key, clock_()); }
  qint64 restarts(const QString& key) const { return marks_.restarts(key); }
  qint64 restarts_below(const QString& key) const { return marks_.restarts_below(key); }
  std::vector<double> notches(const QString& key) const { return marks_.notches(key, vtime_); }
  bool is_still() const { return still_; }
  void set_still(bool still);
  /// Counters of a row and all below; of all if the key is empty.
  void acknowledge(const QString& key);
  /// The last story that is worth a banner and was not acknowledged; null if there is none.
  const Story* headline() const;

 signals:
  void marks_changed(const QStringList& keys);
  void storm_changed();
  /// The rate of a storm, a headline.
  void told();
  /// Somebody wants to see this one.
  void story_wanted(qint64 number);

 private:
  void find_headline();
  void rest_if_nothing_moves();

  ScreenClock clock_;
  StoryBook book_{};
  StoryModel model_{book_};
  RestartMarks marks_{};
  StormWatch storm_{};
  QTimer tick_{};
  qint64 vtime_ = 0;
  qint64 headline_ = 0;
  qint64 told_at_ = 0;
  qint64 acknowledged_ = 0;  // Stories up to this one have been seen.
  bool still_ = false;
};

}  // namespace forlopp::console
