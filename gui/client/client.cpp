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

void Client::want(const View& view) {
  std::multiset<double>& rates = wanted_[{view.topic, view.scope}];
  const bool more = rates.empty() || view.hz > *rates.rbegin();
  rates.insert(view.hz);
  if (more) there([line = connection_, view] { line->want(view); });
}

void Client::unwant(const View& view) {
  const auto found = wanted_.find({view.topic, view.scope});
  if (found == wanted_.end()) return;
  std::multiset<double>& rates = found->second;
  const double before = *rates.rbegin();
  const auto one = rates.find(view.hz);
  if (one != rates.end()) rates.erase(one);
  if (rates.empty()) {
    wanted_.erase(found);
    there([line = connection_, view] { line->unwant(view); });
  } else if (const double left = *rates.rbegin(); left < before) {
    there([line = connection_, view, left] { line->want({view.topic, view.scope, left}); });
  }
}

void Client::follow_calls(CallEvents calls) {
  if (std::exchange(calls_, calls) == calls) return;
  there([line = connection_, calls] { line->follow_calls(calls); });
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
