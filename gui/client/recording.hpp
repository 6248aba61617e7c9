#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <memory>
#include <vector>

namespace forlopp::console {

/// What a recording is made of (docs/recordings.md): a message of the exchange as it came, or a
/// mark, after which everything that was subscribed to comes anew.
struct RecordedItem {
  enum class Kind : quint8 { mark, hello, frame, other };
  Kind kind{};
  qint64 moment = 0;  ///< Nanoseconds since the recording began.
  qint64 vtime = 0;   ///< Of a frame, in nanoseconds of virtual time.
  qint64 offset = 0;  ///< Of the message in the file,
  qint64 bytes = 0;   ///< and its size.
};

/// A recording in a file. What it takes in memory is a few words for each message.
class Recording {
 public:
  struct Opened {
    std::unique_ptr<Recording> recording{};
    QString error{};   ///< Why there is none, in a sentence.
    QString notice{};  ///< What is the matter with it, in a sentence; empty: nothing.
  };
  /// A file that breaks off or is damaged is opened until its last whole message before that.
  static Opened open(const QString& path);

  const QString& path() const { return path_; }
  /// In order; there is a hello and a frame after it.
  const std::vector<RecordedItem>& items() const { return items_; }
  /// As it came; empty if the file cannot be read any more.
  QByteArray message(const RecordedItem& item);

 private:
  explicit Recording(const QString& path) : path_{path}, file_{path} {}
  QString index();

  QString path_;
  QFile file_;
  std::vector<RecordedItem> items_{};
};

}  // namespace forlopp::console
