#pragma once

#include <QObject>
#include <vector>

#include "gui/client/messages.hpp"

namespace forlopp::console {

/// How the line to the exchange is, and why.
struct LineState {
  enum class Phase : quint8 {
    closed,      ///< Nobody wants one.
    connecting,  ///< Until the exchange has said hello.
    up,
    waiting,  ///< Lost or refused; it is tried again.
  };
  Phase phase = Phase::closed;
  QString sentence{};
  bool recorded = false;  ///< What comes is not heard now but was recorded.
  bool operator==(const LineState&) const = default;
};

/// Where what the console shows comes from: an exchange, or a recording of one. Lives on the line's
/// thread: all its functions are called there, and what it says goes out as signals.
class Line : public QObject {
  Q_OBJECT

 public:
  ~Line() override;
  virtual void close() = 0;
  /// The answer comes as `answered` with this ticket, also if the line breaks.
  virtual void ask(qint64 ticket, const QString& what, QCborMap arguments) = 0;
  /// The screen has taken these frames.
  virtual void acknowledge(const std::vector<qint64>& frames, int line) = 0;

 signals:
  void line_changed(const forlopp::console::LineState& state);
  void greeted(const forlopp::console::Hello& hello);
  void answered(qint64 ticket, const forlopp::console::Reply& reply);
  /// There is something in the store.
  void news();
};

}  // namespace forlopp::console

Q_DECLARE_METATYPE(forlopp::console::LineState)
