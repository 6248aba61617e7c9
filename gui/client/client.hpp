#pragma once

#include <QObject>
#include <QThread>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "gui/client/connection.hpp"
#include "gui/client/playback.hpp"
#include "gui/client/store.hpp"
#include "gui/client/view.hpp"

namespace forlopp::console {

/// Whom a panel asks. Panels know this and no sockets.
class Asker {
 public:
  using Then = std::function<void(const Reply&)>;
  virtual ~Asker() = default;
  /// Answered exactly once, on the screen's thread; a broken line answers too.
  virtual void ask(const QString& what, QCborMap arguments, Then then) = 0;
  /// A view is sent as long as somebody wants it: as often wanted as unwanted, at the highest rate
  /// that anybody wants.
  virtual void want(const View& view) = 0;
  virtual void unwant(const View& view) = 0;
};

/// The screen's end of the line: a connection or a recording on its thread, and what was heard. All
/// on the screen's thread.
class Client : public QObject, public Asker {
  Q_OBJECT

 public:
  explicit Client(const Patience& patience = {});
  ~Client() override;

  void open(const Address& address);
  /// A recording, in the place of an exchange. A file that is none leaves what is open as it is,
  /// and `said` tells why.
  void open(const QString& recording);
  void close();
  /// Writes what the exchange says into a new file; how that goes, `recorded` says.
  void record(const QString& path);
  void stop_recording();
  const LineState& line() const { return line_; }

  void ask(const QString& what, QCborMap arguments, Then then) override;
  void want(const View& view) override;
  void unwant(const View& view) override;
  /// Of calls there can be more events than anybody reads.
  void follow_calls(CallEvents calls);

  /// What is new, and tells the exchange that it was taken: whoever calls this seldom is sent
  /// little.
  Update take();

 signals:
  void line_changed(const forlopp::console::LineState& state);
  void greeted(const forlopp::console::Hello& hello);
  /// `take` has something to give.
  void news();
  void played(const forlopp::console::PlaybackState& state);
  void recorded(const forlopp::console::RecorderState& state);
  void said(const QString& sentence);

 private:
  void listen_to(Line* line);
  void answer(qint64 ticket, const Reply& reply);
  template <class Work>
  void there(Work work);

  Store store_{};
  QThread thread_{};
  Connection* connection_;  // On the thread, which deletes it; likewise:
  Playback* playback_;
  Line* open_;  // That of the two which is asked. Only the thread looks at it.
  LineState line_{};
  std::map<std::pair<QString, QString>, std::multiset<double>> wanted_{};  // Their rates.
  std::map<qint64, Then> waiting_{};
  qint64 last_ticket_ = 0;
  CallEvents calls_ = CallEvents::listed;
};

}  // namespace forlopp::console
