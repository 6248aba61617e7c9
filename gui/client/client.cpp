#include "gui/client/client.hpp"

#include <utility>

namespace forlopp::console {

Client::Client(const Patience& patience)
    : connection_{new Connection{store_, patience}},
      playback_{new Playback{store_}},
      open_{connection_} {
  qRegisterMetaType<LineState>();
  qRegisterMetaType<Hello>();
  qRegisterMetaType<Reply>();
  qRegisterMetaType<PlaybackState>();
  qRegisterMetaType<RecorderState>();
  listen_to(connection_);
  listen_to(playback_);
  connect(playback_, &Playback::played, this, &Client::played);
  connect(playback_, &Playback::refused, this, [this](const QString& why) {
    emit said(why);
    if (line_.phase == LineState::Phase::closed) emit line_changed({.sentence = why});
  });
  connect(connection_, &Connection::recorded, this, &Client::recorded);
  thread_.setObjectName(QStringLiteral("line"));
  thread_.start();
}

void Client::listen_to(Line* line) {
  line->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, line, &QObject::deleteLater);
  connect(line, &Line::line_changed, this, [this](const LineState& state) {
    line_ = state;
    emit line_changed(state);
  });
  connect(line, &Line::greeted, this, &Client::greeted);
  connect(line, &Line::answered, this, &Client::answer);
  connect(line, &Line::news, this, &Client::news);
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
  there([this, line = connection_, playback = playback_, address] {
    playback->close();
    open_ = line;
    line->open(address);
  });
}

void Client::open(const QString& recording) {
  there([this, line = connection_, playback = playback_, recording] {
    Recording::Opened opened = Recording::open(recording);
    if (opened.recording) {
      line->close();
      open_ = playback;
    }
    playback->open(std::move(opened));
  });
}

void Client::close() {
  there([line = connection_, playback = playback_] {
    playback->close();
    line->close();
  });
}

void Client::record(const QString& path) {
  there([line = connection_, path] { line->record(path); });
}

void Client::stop_recording() {
  there([line = connection_] { line->stop_recording(); });
}

void Client::ask(const QString& what, QCborMap arguments, Then then) {
  const qint64 ticket = ++last_ticket_;
  waiting_.emplace(ticket, std::move(then));
  there([this, ticket, what, arguments = std::move(arguments)] {
    open_->ask(ticket, what, arguments);
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
    there([this, frames = update.frames, number = update.line] {
      open_->acknowledge(frames, number);
    });
  return update;
}

}  // namespace forlopp::console
