#pragma once

#include <QTimer>
#include <QWebSocket>
#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include "gui/client/address.hpp"
#include "gui/client/line.hpp"
#include "gui/client/recorder.hpp"
#include "gui/client/store.hpp"
#include "gui/client/view.hpp"

namespace forlopp::console {

/// Whether each call is told as it begins and ends.
enum class CallEvents : quint8 {
  listed,
  counted,  ///< Their numbers are enough; a recording has them all the same.
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
class Connection : public Line {
  Q_OBJECT

 public:
  /// What it hears goes into the store, which outlives it.
  Connection(Store& store, const Patience& patience);
  ~Connection() override;

  void open(const Address& address);
  void close() override;
  /// From now on, or at another rate.
  void want(const View& view);
  void unwant(const View& view);
  void follow_calls(CallEvents calls);
  void ask(qint64 ticket, const QString& what, QCborMap arguments) override;
  void acknowledge(const std::vector<qint64>& frames, int line) override;

  /// Writes what it hears into a new file, from now on or as soon as the line is up.
  void record(const QString& path);
  void stop_recording();

 signals:
  void recorded(const forlopp::console::RecorderState& state);

 private:
  void attempt();
  void lose(const QString& why);
  void set_state(LineState::Phase phase, const QString& sentence);
  void hear(const QByteArray& bytes);
  void note(const Message& message, const QByteArray& bytes);
  void mark_recording();
  void tell_recording();
  void take(const Hello& hello);
  void take(Frame frame);
  void take(const Reply& reply);
  void begin();
  void follow(qint64 after);
  void follow_anew();
  bool reads_calls() const { return calls_ == CallEvents::listed || recorder_.is_running(); }
  void subscribe(const View& view);
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
  std::map<std::pair<QString, QString>, View> views_{};  // By topic and scope.
  std::map<qint64, qint64> tickets_{};                   // By the id of the request.
  qint64 last_id_ = 0;
  qint64 first_answer_ = 0;  // The request whose answer tells where the events are.
  QString run_{};
  qint64 last_event_ = -1;   // That this run has sent; -1: none yet.
  qint64 newest_event_ = 0;  // That there is.
  CallEvents calls_ = CallEvents::listed;
  std::optional<qint64> unread_after_{};  // Since when calls are only counted.
  Recorder recorder_{};
  QByteArray hello_{};  // As it came.
  QTimer recorder_told_{this};
  QTimer all_due_{this};
  int line_ = 0;
  int unanswered_pings_ = 0;
};

}  // namespace forlopp::console
