#include "gui/client/client.hpp"

#include <utility>

namespace forlopp::console {

Client::Client(const Patience& patience) : connection_{new Connection{store_, patience}} {
  qRegisterMetaType<LineState>();
  qRegisterMetaType<Hello>();
  qRegisterMetaType<Reply>();
  connection_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, connection_, &QObject::deleteLater);
  connect(connection_, &Connection::line_changed, this, [this](const LineState& state) {
    line_ = state;
    emit line_changed(state);
  });
  connect(connection_, &Connection::greeted, this, &Client::greeted);
  connect(connection_, &Connection::answered, this, &Client::answer);
  connect(connection_, &Connection::news, this, &Client::news);
  thread_.setObjectName(QStringLiteral("line"));
  thread_.start();
}

Client::~Client() {
  thread_.quit();
  thread_.wait();
}

template <class Work>
void Client::there(Work work) {
  QMetaObject::invokeMethod(connection_, std::move(work), Qt::QueuedConnection);
}

void Client::open(const Address& address) {
  there([line = connection_, address] { line->open(address); });
}

void Client::close() {
  there([line = connection_] { line->close(); });
}

void Client::ask(const QString& what, QCborMap arguments, Then then) {
  const qint64 ticket = ++last_ticket_;
  waiting_.emplace(ticket, std::move(then));
  there([line = connection_, ticket, what, arguments = std::move(arguments)] {
    line->ask(ticket, what, arguments);
  });
}

void Client::answer(qint64 ticket, const Reply& reply) {
  const auto found = waiting_.find(ticket);
  if (found == waiting_.end()) return;
  const Then then = std::move(found->second);
  waiting_.erase(found);
  if (then) then(reply);
}

void Client::want(const QString& topic, const QString& scope) {
  if (++wanted_[{topic, scope}] == 1)
    there([line = connection_, topic, scope] { line->want(topic, scope); });
}

void Client::unwant(const QString& topic, const QString& scope) {
  const auto found = wanted_.find({topic, scope});
  if (found == wanted_.end() || --found->second > 0) return;
  wanted_.erase(found);
  there([line = connection_, topic, scope] { line->unwant(topic, scope); });
}

Update Client::take() {
  Update update = store_.take();
  if (!update.frames.empty())
    there([line = connection_, frames = update.frames, number = update.line] {
      line->acknowledge(frames, number);
    });
  return update;
}

}  // namespace forlopp::console
