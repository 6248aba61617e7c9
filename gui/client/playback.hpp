#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <memory>
#include <vector>

#include "gui/client/line.hpp"
#include "gui/client/recording.hpp"
#include "gui/client/store.hpp"

namespace forlopp::console {

/// Where in a recording the console is.
struct PlaybackState {
  bool playing = false;
  double speed = 1.0;  ///< Of the time in which it was recorded; 0: as fast as it can.
  qint64 moment = 0;   ///< Nanoseconds since the recording began,
  qint64 length = 0;   ///< and how long it is.
  qint64 frame = 0;    ///< From 1; 0: none was shown yet.
  qint64 frames = 0;
  bool operator==(const PlaybackState&) const = default;
};

/// Plays a recording as if the exchange told it now. It obeys the words by which the time of an
/// exchange is driven: `pause`, `run` (`pace` is its speed), `step` (a frame), `until` and `rewind`
/// (`vtime`, `event`, `back` frames, `fresh`, and `moment` of the recording); to everything else it
/// says that it is a recording.
class Playback : public Line {
  Q_OBJECT

 public:
  /// What it plays goes into the store, which outlives it.
  explicit Playback(Store& store);

  /// What is no recording is refused, and all stays as it is.
  void open(Recording::Opened opened);
  void close() override;
  void ask(qint64 ticket, const QString& what, QCborMap arguments) override;
  void acknowledge(const std::vector<qint64>&, int) override {}

 signals:
  void refused(const QString& why);
  void played(const forlopp::console::PlaybackState& state);

 private:
  using Answer = Reply;

  void begin(const QString& notice);
  Answer answer(const QString& what, const QCborMap& arguments);
  Answer pause();
  Answer run(const QCborMap& arguments);
  Answer step(const QCborMap& arguments);
  Answer seek(const QCborMap& arguments);
  Answer done() const;
  static Answer refusal(const QString& text);

  void tick();
  void play(qint64 count);
  bool deliver(std::size_t item);
  void show(qint64 frame);
  std::size_t last_hello(std::size_t item) const;
  std::size_t begin_of_all(std::size_t item) const;
  qint64 frame_of_vtime(qint64 vtime) const;
  qint64 frame_of_moment(qint64 moment) const;
  qint64 frame_of_event(qint64 event);
  qint64 event_of_frame(qint64 frame);
  Message message(std::size_t item);
  void greet(const Message& message);
  void fail(const QString& why);
  void set_line(LineState::Phase phase, const QString& sentence);
  void tell();

  Store& store_;
  std::unique_ptr<Recording> recording_{};
  std::vector<std::size_t> frames_{};  // Their places among the items; likewise:
  std::vector<std::size_t> marks_{};
  std::vector<std::size_t> hellos_{};
  std::size_t next_ = 0;  // Item to be played.
  PlaybackState state_{};
  QString run_{};
  Stamp stamp_{};
  QTimer timer_{this};
  QElapsedTimer clock_{};
};

}  // namespace forlopp::console

Q_DECLARE_METATYPE(forlopp::console::PlaybackState)
