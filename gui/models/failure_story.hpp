#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace forlopp::console {

/// One step of the way from a failure to its repair, as one event told it.
struct StoryLink {
  enum class Kind : quint8 {
    crash,         ///< A process died of its own fault.
    linked,        ///< One died because it was linked to it.
    end,           ///< A supervisor saw a child end.
    failed_start,  ///< The child did not come up.
    restart,
    gave_up,  ///< A supervisor has restarted too often; the one above acts.
  };
  Kind kind = Kind::crash;
  qint64 event = 0;
  qint64 vtime = 0;
  QString who{};
  QString pid{};  ///< Of a restart the new one.
  QString old_pid{};
  QString supervisor{};  ///< Its key.
  QString reason{};
  QString strategy{};
  QStringList stopped{};     ///< The first of those that were stopped along with it.
  qint64 stopped_count = 0;  ///< All of them.
  qint64 budget_used = 0;
  qint64 budget = 0;
  qint64 budget_period = 0;  ///< Nanoseconds, as `took`.
  qint64 took = 0;           ///< For so long the child was away.
  QString escalates_to{};    ///< A key; empty above the topmost.
  bool comes_back = false;   ///< Of an end: the child is to be started again.
};

/// What one failure led to, from the first death to the end of its repair.
struct Story {
  enum class State : quint8 {
    under_way,
    put_right,
    ended,     ///< Nobody starts it again, as it should be.
    given_up,  ///< Nobody is left to start it again.
    cut,       ///< Events that belong to it may have been lost.
  };
  static constexpr std::size_t links_max = 64;

  qint64 number = 0;  ///< Of the event that it begins with.
  qint64 began = 0;   ///< Virtual time.
  qint64 last = 0;    ///< Likewise.
  qint64 heard = 0;   ///< When its last event came: milliseconds of the screen's clock.
  qint64 revision = 0;
  State state = State::under_way;
  QString who{};         ///< Label of the process, or the id of the child.
  QString child{};       ///< The id of the child, where a supervisor told.
  QString pid{};         ///< Of the process that died first; empty if it is not known.
  QString supervisor{};  ///< The key of the one that acted first.
  QString reason{};
  qint64 call = 0;  ///< That a half-call belonged to; 0: it was none.
  std::vector<StoryLink> links{};
  qint64 links_left_out = 0;
  qint64 times = 1;  ///< As often in a row, faster than the eye.
  qint64 level = 0;  ///< Of recovery.
  qint64 restarts = 0;
  qint64 escalations = 0;
  qint64 linked = 0;  ///< That died with it.
  qint64 lost_transient = 0;
  qint64 lost_stable = 0;
  qint64 kept_stable = -1;  ///< Answered calls that are up after it; -1: not told.
};

}  // namespace forlopp::console
