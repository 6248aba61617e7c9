#pragma once

#include <QHash>
#include <deque>
#include <functional>
#include <map>
#include <vector>

#include "gui/client/messages.hpp"
#include "gui/models/failure_story.hpp"

namespace forlopp::console {

/// Puts the events of single failures together to stories. Equal ones that end within a second of
/// the screen's clock become one, so that what is faster than the eye can still be read.
class StoryBook {
 public:
  static constexpr std::size_t stories_max = 500;
  static constexpr qint64 one_glance = 1'000;  ///< Milliseconds.

  /// `now`: milliseconds of the screen's clock.
  void note(const Event& event, qint64 now);
  /// What is under way may have ended unheard.
  void note_loss(qint64 now);
  void clear();

  /// Oldest first, by number.
  const std::deque<Story>& stories() const { return stories_; }
  /// Null if it is not kept any more.
  const Story* find(qint64 number) const;
  /// Grows with everything that is noted of a story.
  qint64 revision() const { return revision_; }

 private:
  /// What a story waits for before it has ended.
  struct Wait {
    enum class For : quint8 { restart, return_of_stopped, supervisor_above };
    For what = For::restart;
    qint64 story = 0;
    QString supervisor{};  ///< Who is to do it; empty: whoever is above the path.
    QString path{};        ///< Of the child.
    QString pid{};
  };

  void note_crash(const Event& event, qint64 now);
  void note_end(const Event& event, qint64 now);
  void note_restart(const Event& event, qint64 now);
  void note_failed_start(const Event& event, qint64 now);
  void note_giving_up(const Event& event, qint64 now);
  void note_recovery(const Event& event);

  Story& begin(const Event& event);
  Story* of_link(const Event& event);
  Story* of_loss(const Event& event);
  Story* story(qint64 number);
  void remember_kin(const Story& story, const Event& event);
  void remember(Story& story, const QString& pid);
  void add(Story& story, StoryLink link, const Event& event, qint64 now);
  void wait_for_stopped(const Story& story, const Event& event);
  /// The wait for this child, by its pid if several are waited for; null if there is none.
  Wait* wait_of(const QString& path, const QString& pid);
  /// Stories that wait for nothing else then are at their end.
  void drop_waits(const std::function<bool(const Wait& wait)>& which);
  void drop_wait(const Wait* wait);
  void drop_what_is_overtaken(const Event& event);
  void end_unless_waiting(qint64 number, Story::State state);
  void merge_if_equal(qint64 number);
  void forget_oldest();

  std::deque<Story> stories_{};
  std::vector<Wait> waits_{};
  QHash<QString, qint64> by_pid_{};                ///< Those who died.
  std::map<qint64, std::vector<QString>> pids_{};  ///< By story; the last of them.
  /// Those who were linked to somebody who died of its own fault, the last of them.
  QHash<QString, qint64> kin_{};
  std::deque<QString> kin_order_{};
  QHash<qint64, qint64> merged_into_{};
  QHash<QString, qint64> ended_last_{};  ///< The last equal story.
  qint64 revision_ = 0;
  qint64 last_event_ = 0;
};

}  // namespace forlopp::console
