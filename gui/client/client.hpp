#pragma once

#include <QObject>
#include <QThread>
#include <functional>
#include <map>
#include <memory>

#include "gui/client/connection.hpp"
#include "gui/client/store.hpp"

namespace forlopp::console {

/// Whom a panel asks. Panels know this and no sockets.
class Asker {
 public:
  using Then = std::function<void(const Reply&)>;
  virtual ~Asker() = default;
  /// Answered exactly once, on the screen's thread; a broken line answers too.
  virtual void ask(const QString& what, QCborMap arguments, Then then) = 0;
  /// A view is sent as long as somebody wants it: as often wanted as unwanted.
  virtual void want(const QString& topic, const QString& scope) = 0;
  virtual void unwant(const QString& topic, const QString& scope) = 0;
};

/// The screen's end of the line: a connection on its thread, and what it has heard. All on the
/// screen's thread.
class Client : public QObject, public Asker {
  Q_OBJECT

 public:
  explicit Client(const Patience& patience = {});
  ~Client() override;

  void open(const Address& address);
  void close();
  const LineState& line() const { return line_; }

  void ask(const QString& what, QCborMap arguments, Then then) override;
  void want(const QString& topic, const QString& scope) override;
  void unwant(const QString& topic, const QString& scope) override;

  /// What is new, and tells the exchange that it was taken: whoever calls this seldom is sent
  /// little.
  Update take();

 signals:
  void line_changed(const forlopp::console::LineState& state);
  void greeted(const forlopp::console::Hello& hello);
  /// `take` has something to give.
  void news();

 private:
  void answer(qint64 ticket, const Reply& reply);
  template <class Work>
  void there(Work work);

  Store store_{};
  QThread thread_{};
  Connection* connection_;  // On the thread, which deletes it.
  LineState line_{};
  std::map<std::pair<QString, QString>, int> wanted_{};
  std::map<qint64, Then> waiting_{};
  qint64 last_ticket_ = 0;
};

}  // namespace forlopp::console
