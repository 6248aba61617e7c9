#pragma once

#include <QObject>
#include <map>
#include <memory>

#include "gui/client/line.hpp"
#include "gui/client/playback.hpp"
#include "gui/client/store.hpp"
#include "gui/models/columns.hpp"
#include "gui/models/event_model.hpp"
#include "gui/models/field_state.hpp"
#include "gui/models/history.hpp"
#include "gui/models/mark_book.hpp"
#include "gui/models/restart_scene.hpp"
#include "gui/models/shelf_state.hpp"
#include "gui/models/supervision_model.hpp"
#include "gui/models/topic_table.hpp"

namespace forlopp::console {

/// How the run is.
struct RunState {
  QString mode{};
  double pace = 1.0;
  qint64 vtime = 0;
  qint64 ends = 0;
  QString phase{};
  QString until{};
  double speed = 0.0;
  qint64 processes = 0;
  bool paused() const { return mode == QLatin1String{"paused"}; }
  bool over() const { return mode == QLatin1String{"over"}; }
  /// As fast as it can.
  bool rushes() const { return mode == QLatin1String{"running"} && pace <= 0.0; }
};

struct HealthNumber {
  double value = 0.0;
  QString unit{};
};

/// What the console knows of the exchange: all panels show this, and nothing else fills it. On the
/// screen's thread.
class Picture : public QObject {
  Q_OBJECT

 public:
  /// The clock of what moves on the screen.
  explicit Picture(ScreenClock clock = steady_milliseconds);

  void greet(const Hello& hello);
  void set_line(const LineState& line);
  void set_playback(const PlaybackState& playback);
  void apply(Update update);
  /// Which part of the processes is shown: what comes of another is ignored.
  void choose_processes(const QString& scope);
  /// The view that is shown of them: `processes mailbox`.
  const QString& process_view() const { return process_scope_; }

  const Hello& hello() const { return hello_; }
  const LineState& line() const { return line_; }
  const RunState& run() const { return run_; }
  const PlaybackState& playback() const { return playback_; }
  /// What is shown was recorded.
  bool recorded() const { return line_.recorded; }
  const std::map<QString, HealthNumber>& health() const { return health_; }
  const ShelfState& shelves() const { return shelves_; }
  const History& history() const { return history_; }
  const MarkBook& marks() const { return marks_; }
  const Stamp& stamp() const { return stamp_; }
  bool operating() const { return hello_.role == QLatin1String{"operator"}; }
  /// Nothing of what is shown can be relied on: there is no line, or it has told nothing yet.
  bool stale() const { return line_.phase != LineState::Phase::up; }

  SupervisionModel& supervision() { return supervision_; }
  RestartScene& restarts() { return restarts_; }
  const FieldState& field() const { return field_; }
  EventModel& events() { return events_; }
  TopicTable& alarms() { return *alarms_; }
  TopicTable& calls() { return *calls_; }
  TopicTable& processes() { return *processes_; }
  TopicTable& faults() { return *faults_; }

 signals:
  void greeted();
  void line_changed();
  void playback_changed();
  void run_changed();
  void health_changed();
  void shelves_changed();
  /// Of the history or the marks.
  void history_changed();
  void field_changed();

 private:
  void start_afresh(const QString& run);
  void apply(const QString& view, const ViewChange& change);
  void read_run(const ViewChange& change);
  void read_health(const ViewChange& change);
  void write_history(const Update& update);
  const Columns& columns(const QString& topic);

  Hello hello_{};
  QString known_run_{};  ///< Of which what is known is.
  std::map<QString, Columns> columns_{};  // Of each topic that came, as this hello tells.
  LineState line_{};
  PlaybackState playback_{};
  RunState run_{};
  std::map<QString, HealthNumber> health_{};
  ShelfState shelves_{};
  History history_{};
  MarkBook marks_{};
  Stamp stamp_{};
  QString process_scope_{};
  RestartScene restarts_;  // The tree shows it.
  FieldState field_{};
  SupervisionModel supervision_{};
  EventModel events_{};
  std::unique_ptr<TopicTable> alarms_ = make_alarm_model();
  std::unique_ptr<TopicTable> calls_ = make_call_model();
  std::unique_ptr<TopicTable> processes_ = make_process_model();
  std::unique_ptr<TopicTable> faults_ = make_fault_model();
};

}  // namespace forlopp::console
