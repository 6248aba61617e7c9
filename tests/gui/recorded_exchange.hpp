#pragma once

#include <QByteArray>
#include <QCborMap>
#include <QTemporaryDir>
#include <vector>

#include "gui/client/store.hpp"

namespace forlopp::console {

/// A recording made by hand.
class RecordedExchange {
 public:
  RecordedExchange();

  RecordedExchange& hello(const char* run);
  RecordedExchange& mark();
  /// Cards that are there in this frame and those that are gone; all: no others are.
  struct Cards {
    std::map<QString, int> states{};
    QStringList gone{};
    bool all = false;
  };
  /// A tenth of a second after the one before, and with an event.
  RecordedExchange& frame(const Cards& cards);
  RecordedExchange& item(qint64 moment, qint64 vtime, const QCborMap& message);

  const QByteArray& bytes() const { return bytes_; }
  /// Where items end.
  const std::vector<qsizetype>& ends() const { return ends_; }
  /// A file with these bytes, or with all.
  QString file(const QByteArray& bytes) const;
  QString file() const { return file(bytes_); }

 private:
  void add(qint64 moment, qint64 vtime, const QByteArray* message);

  QTemporaryDir folder_{};
  QByteArray bytes_{};
  std::vector<qsizetype> ends_{};
  int frames_ = 0;
};

/// What a console knows of cards that has heard this much.
std::map<QString, qint64> cards_in(const Update& update);

}  // namespace forlopp::console
