#pragma once

#include <QString>
#include <QStringList>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/time_series.hpp"

namespace forlopp::console {

/// What is marked on a time axis.
enum class MarkKind : quint8 {
  fault,       ///< One that has struck.
  planned,     ///< One that is still to come.
  restart,     ///< What supervisors have restarted, by the second.
  escalation,  ///< A recovery of level 3 or more.
  alarm,
};
inline constexpr std::size_t mark_kinds = 5;

/// A mark; or several that are too near to each other to be told apart.
struct Mark {
  MarkKind kind = MarkKind::fault;
  qint64 from = 0;   ///< When the first of them was,
  qint64 until = 0;  ///< and the last.
  qint64 count = 1;
  int level =
      0;  ///< Of an escalation the recovery level, of an alarm 3 (critical) to 0; the worst.
  QString text{};    ///< What it was; of several the worst, else the first.
  QString object{};  ///< Where; empty: nowhere in particular.
  bool operator==(const Mark&) const = default;
};

/// `▼ 00:14:02.317  card_pulled · card 1/2`, `↻ 00:14:02.000 to 00:14:03.000  12 restarts`.
QString mark_text(const Mark& mark);
QString mark_glyph(MarkKind kind);

/// Everything in a run that is worth a mark. Those of one kind within a tenth of a second are one,
/// so that a storm of them costs no more than the time it takes.
class MarkBook {
 public:
  void note(const Event& event);
  void apply_series(const ViewChange& change, const Columns& columns);
  /// Those that struck before the console looked, and those to come.
  void apply_faults(const ViewChange& change, const Columns& columns);
  /// Those that were raised before the console looked.
  void apply_alarms(const ViewChange& change, const Columns& columns);
  void clear();

  /// In the order of time.
  const std::vector<Mark>& of(MarkKind kind) const {
    return marks_[static_cast<std::size_t>(kind)];
  }

 private:
  void add(Mark mark);
  /// Once for each, whether an event or a topic tells of it.
  void add_once(Mark mark);
  void plan(const QString& fault, const Cells& cells, const Columns& columns);

  std::array<std::vector<Mark>, mark_kinds> marks_{};
  std::set<std::tuple<MarkKind, qint64, QString>> told_by_topic_{};
  std::map<QString, Mark> planned_{};
  bool faults_seen_ = false;
  bool alarms_seen_ = false;
};

/// The marks within the span; those that begin within `within` of the first of them are one.
std::vector<Mark> merged(const std::vector<Mark>& marks, const TimeSpan& span, qint64 within);

}  // namespace forlopp::console
