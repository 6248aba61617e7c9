#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QFile>
#include <QMetaType>
#include <QString>
#include <memory>

namespace forlopp::console {

/// How a recording that is being made is.
struct RecorderState {
  QString path{};  ///< Empty: nothing is recorded.
  qint64 frames = 0;
  qint64 bytes = 0;
  QString error{};  ///< Why it has ended, if it was not told to.
  bool operator==(const RecorderState&) const = default;
};

/// Writes what an exchange says into a file (docs/recordings.md). Whatever happens, the file holds
/// all whole messages until then.
class Recorder {
 public:
  /// Empty: it records from now on. A sentence: why not. A file that exists is not overwritten.
  QString start(const QString& path);
  void stop();
  bool is_running() const { return file_ != nullptr; }
  const RecorderState& state() const { return state_; }

  /// What follows begins with everything that is subscribed to.
  void mark();
  enum class What : quint8 { frame, other };
  void add(const QByteArray& message, qint64 vtime, What what);

 private:
  void write(qint64 vtime, const QByteArray* message);

  std::unique_ptr<QFile> file_{};
  QElapsedTimer clock_{};
  RecorderState state_{};
};

}  // namespace forlopp::console

Q_DECLARE_METATYPE(forlopp::console::RecorderState)
