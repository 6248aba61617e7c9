#pragma once

#include <QObject>
#include <QTimer>
#include <QWebSocket>
#include <chrono>
#include <map>
#include <memory>
#include <set>

#include "gui/client/address.hpp"
#include "gui/client/messages.hpp"
#include "gui/client/store.hpp"

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
  bool operator==(const LineState&) const = default;
};

/// How long it waits for what.
struct Patience {
  std::chrono::milliseconds first_delay{1'000};     ///< Before it tries again; doubles each time,
  std::chrono::milliseconds longest_delay{10'000};  ///< up to this.
  std::chrono::milliseconds hello{10'000};          ///< From the attempt until hello.
  std::chrono::milliseconds ping{5'000};  ///< Two that stay unanswered, and the line is dead.
};

/// The console's end of the line. Lives on a thread of its own: all its functions are called there,
/// and what it says goes out as signals. Whatever the other side sends ends in a state with a
/// sentence, and in another attempt.
class Connection : public QObject {
  Q_OBJECT

 public:
  /// What it hears goes into the store, which outlives it.
  Connection(Store& store, const Patience& patience);
  ~Connection() override;

  void open(const Address& address);
  void close();
  void want(const QString& topic, const QString& scope);
  void unwant(const QString& topic, const QString& scope);
  /// The answer comes as `answered` with this ticket, also if the line breaks.
  void ask(qint64 ticket, const QString& what, QCborMap arguments);
  /// The screen has taken these frames.
  void acknowledge(const std::vector<qint64>& frames, int line);

 signals:
  void line_changed(const forlopp::console::LineState& state);
  void greeted(const forlopp::console::Hello& hello);
  void answered(qint64 ticket, const forlopp::console::Reply& reply);
  /// There is something in the store.
  void news();

 private:
  using View = std::pair<QString, QString>;  // Topic and scope.

  void attempt();
  void lose(const QString& why);
  void set_state(LineState::Phase phase, const QString& sentence);
  void hear(const QByteArray& bytes);
  void take(const Hello& hello);
  void take(Frame frame);
  void take(const Reply& reply);
  void begin();
  void follow(const Stamp& now);
  void subscribe(const View& view, const char* what);
  qint64 send(const QString& what, QCborMap arguments);
  void send(const QCborMap& map);
  void beat();
  void refuse_all(const QString& why);
  bool up() const { return state_.phase == LineState::Phase::up; }

  Store& store_;
  Patience patience_;
  Address address_{};
  LineState state_{};
  std::unique_ptr<QWebSocket> socket_{};
  QTimer retry_{this};
  QTimer hello_due_{this};
  QTimer heart_{this};
  std::chrono::milliseconds delay_{};
  std::set<View> views_{};
  std::map<qint64, qint64> tickets_{};  // By the id of the request.
  qint64 last_id_ = 0;
  qint64 first_answer_ = 0;  // The request whose answer tells where the events are.
  QString run_{};
  qint64 last_event_ = -1;  // That this run has sent; -1: none yet.
  int line_ = 0;
  int unanswered_pings_ = 0;
};

}  // namespace forlopp::console

Q_DECLARE_METATYPE(forlopp::console::LineState)
