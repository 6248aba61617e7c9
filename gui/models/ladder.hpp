#pragma once

#include <QCborMap>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace forlopp::console {

/// What went between two processes, or happened to one. Words of an exchange that is newer are
/// messages.
enum class StepKind : quint8 { message, signal, timer, spawn, exit, restart };

/// As one character.
QString glyph(StepKind kind);
/// As people call it.
QString title(StepKind kind);

struct LadderStep {
  qint64 vtime = 0;  ///< When it was handled; while it was not, when it was sent.
  int from = 0;      ///< Which lane.
  int to = 0;
  QString type{};
  qint64 id = 0;     ///< 0: black boxes have none.
  qint64 cause = 0;  ///< The step that it came of; 0: not known.
  StepKind kind = StepKind::message;
  qint64 sent = -1;  ///< -1: not known; so with the others.
  qint64 handled = -1;
  qint64 waiting = -1;

  /// Which of them is the same in an answer that came later.
  bool is_again(const LadderStep& later) const;
};

/// The answer to `ladder`.
struct Ladder {
  QStringList lanes{};
  QStringList pids{};  ///< Of each lane; empty: it has none.
  std::vector<LadderStep> steps{};
  bool traced = false;   ///< It has causes; else it was put together from black boxes.
  bool tracing = false;  ///< And goes on.
  bool alive = false;    ///< More may come.
  qint64 since = -1;     ///< When the trace began.
  qint64 missing = 0;    ///< How many steps of a trace were before those.
  QString text{};        ///< As drawn by the exchange; empty if there are too many steps.

  /// Nothing if it is not in this ladder.
  std::optional<int> cause_of(int step) const;
  /// The first thing that came of it.
  std::optional<int> effect_of(int step) const;
};

Ladder read_ladder(const QCborMap& answer);

/// `✖ killed`: what stands on the arrow.
QString arrow_text(const LadderStep& step);

}  // namespace forlopp::console
