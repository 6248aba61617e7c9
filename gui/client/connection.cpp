#include "gui/client/connection.hpp"

#include <QCborValue>
#include <QNetworkRequest>
#include <QUrl>
#include <QWebSocketHandshakeOptions>
#include <algorithm>
#include <utility>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::console {
namespace {

using Phase = LineState::Phase;

constexpr quint64 message_bytes_max = 1024 * 1024;
constexpr qint64 events_back = 2'000;  // That a console reads when it comes to a run.
constexpr std::chrono::seconds between_reports{1};
/// Of a recording: who goes to a place in it must read from the last but one of them.
constexpr std::chrono::seconds between_marks{60};

QString latin(std::string_view text) {
  return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/// What is followed while calls are too many to be read.
QCborArray classes_but_calls() {
  QCborArray classes;
  for (std::size_t i = 0; i < management::event_classes; ++i) {
    const auto event_class = static_cast<management::EventClass>(i);
    if (event_class != management::EventClass::call)
      classes.append(latin(management::name(event_class)));
  }
  return classes;
}

/// As requests call it.
QCborMap name_of(const View& view) {
  QCborMap name{{QStringLiteral("topic"), view.topic}};
  if (!view.scope.isEmpty()) name.insert(QStringLiteral("scope"), view.scope);
  return name;
}

QNetworkRequest request_to(const Address& address) {
  QUrl url;
  url.setScheme(QStringLiteral("ws"));
  url.setHost(address.host);
  url.setPort(address.port);
  url.setPath(latin(management::manage_path));
  QNetworkRequest request{url};
  if (!address.token.isEmpty())
    request.setRawHeader("Authorization", "Bearer " + address.token.toUtf8());
  return request;
}

}  // namespace

Connection::Connection(Store& store, const Patience& patience)
    : store_{store}, patience_{patience}, delay_{patience.first_delay} {
  retry_.setSingleShot(true);
  hello_due_.setSingleShot(true);
  heart_.setInterval(patience_.ping);
  recorder_told_.setInterval(between_reports);
  all_due_.setInterval(between_marks);
  connect(&recorder_told_, &QTimer::timeout, this, &Connection::tell_recording);
  connect(&all_due_, &QTimer::timeout, this, &Connection::mark_recording);
  connect(&retry_, &QTimer::timeout, this, &Connection::attempt);
  connect(&hello_due_, &QTimer::timeout, this,
          [this] { lose(tr("%1 does not say hello.").arg(address_.text())); });
  connect(&heart_, &QTimer::timeout, this, &Connection::beat);
}

Connection::~Connection() {
  if (socket_) socket_->disconnect(this);  // Its end would be told to one who is no more.
}

void Connection::open(const Address& address) {
  close();
  address_ = address;
  delay_ = patience_.first_delay;
  run_.clear();
  attempt();
}

void Connection::close() {
  if (recorder_.is_running()) stop_recording();
  retry_.stop();
  hello_due_.stop();
  heart_.stop();
  if (socket_) {
    socket_->disconnect(this);
    socket_.release()->deleteLater();
  }
  refuse_all(tr("The line was closed."));
  set_state(Phase::closed, {});
}

void Connection::attempt() {
  set_state(Phase::connecting, tr("Connecting to %1.").arg(address_.text()));
  store_.begin_line(++line_);
  socket_ = std::make_unique<QWebSocket>();
  socket_->setMaxAllowedIncomingFrameSize(message_bytes_max);
  socket_->setMaxAllowedIncomingMessageSize(message_bytes_max);
  connect(socket_.get(), &QWebSocket::binaryMessageReceived, this, &Connection::hear);
  connect(socket_.get(), &QWebSocket::textMessageReceived, this,
          [this] { lose(tr("%1 sends text where CBOR was agreed.").arg(address_.text())); });
  connect(socket_.get(), &QWebSocket::pong, this, [this] { unanswered_pings_ = 0; });
  connect(socket_.get(), &QWebSocket::disconnected, this, [this] {
    const QString reason = socket_->closeReason();
    lose(reason.isEmpty() ? tr("%1 closed the line.").arg(address_.text())
                          : tr("%1 closed the line: %2").arg(address_.text(), reason));
  });
  connect(socket_.get(), QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
          [this] { lose(tr("%1: %2.").arg(address_.text(), socket_->errorString())); });
  QWebSocketHandshakeOptions options;
  options.setSubprotocols({latin(management::subprotocol_cbor)});
  hello_due_.start(patience_.hello);
  socket_->open(request_to(address_), options);
}

void Connection::lose(const QString& why) {
  if (!socket_) return;
  socket_->disconnect(this);
  socket_->abort();
  socket_.release()->deleteLater();  // It may be the one that is calling.
  hello_due_.stop();
  heart_.stop();
  refuse_all(why);
  set_state(Phase::waiting, why);
  retry_.start(delay_);
  delay_ = std::min(delay_ * 2, patience_.longest_delay);
}

void Connection::set_state(Phase phase, const QString& sentence) {
  const LineState state{phase, sentence};
  if (state == state_) return;
  state_ = state;
  emit line_changed(state_);
}

void Connection::hear(const QByteArray& bytes) {
  ReadMessage read = read_message(bytes);
  if (!read.error.isEmpty())
    return lose(tr("%1 sent something that makes no sense. %2").arg(address_.text(), read.error));
  note(read.message, bytes);
  if (const auto* hello = std::get_if<Hello>(&read.message)) return take(*hello);
  if (!up()) return lose(tr("%1 does not begin with hello.").arg(address_.text()));
  if (auto* frame = std::get_if<Frame>(&read.message)) return take(std::move(*frame));
  if (const auto* reply = std::get_if<Reply>(&read.message)) take(*reply);
}

void Connection::note(const Message& message, const QByteArray& bytes) {
  if (std::holds_alternative<Hello>(message)) {
    hello_ = bytes;
    recorder_.add(hello_, 0, Recorder::What::other);
    recorder_.mark();
  }
  if (const auto* frame = std::get_if<Frame>(&message))
    recorder_.add(bytes, frame->stamp.vtime, Recorder::What::frame);
  if (recorder_told_.isActive() && !recorder_.is_running()) stop_recording();
}

void Connection::record(const QString& path) {
  const QString error = recorder_.start(path);
  if (!error.isEmpty()) return emit recorded({.error = error});
  recorder_told_.start();
  all_due_.start();
  if (up()) recorder_.add(hello_, 0, Recorder::What::other);
  mark_recording();
  follow_anew();
  tell_recording();
}

/// Of what is subscribed to everything comes anew: whoever reads it may begin there.
void Connection::mark_recording() {
  if (!up()) return;
  recorder_.mark();
  for (const auto& [key, view] : views_) subscribe(view);
}

void Connection::stop_recording() {
  recorder_told_.stop();
  all_due_.stop();
  const QString error = recorder_.state().error;
  recorder_.stop();
  follow_anew();
  emit recorded({.error = error});
}

void Connection::tell_recording() {
  emit recorded(recorder_.state());
}

void Connection::take(const Hello& hello) {
  if (up() && hello.run == run_) return lose(tr("%1 said hello twice.").arg(address_.text()));
  if (hello.version != management::protocol_version)
    return lose(tr("%1 speaks version %2 of the protocol, this console version %3.")
                    .arg(address_.text())
                    .arg(hello.version)
                    .arg(management::protocol_version));
  hello_due_.stop();
  heart_.start();
  unanswered_pings_ = 0;
  delay_ = patience_.first_delay;
  if (hello.run != run_ || run_.isEmpty()) {
    run_ = hello.run;
    last_event_ = -1;
    unread_after_.reset();
    store_.start_afresh(run_);
  }
  set_state(Phase::up, tr("Connected to %1.").arg(address_.text()));
  emit greeted(hello);
  begin();
}

void Connection::begin() {
  const View run{QStringLiteral("run"), {}, hz::numbers};
  views_.insert_or_assign({run.topic, run.scope}, run);
  subscribe(run);
  first_answer_ = last_id_;
  for (const auto& [key, view] : views_)
    if (view.topic != run.topic) subscribe(view);
}

/// Of the calls that were not read meanwhile there may be any number: it is told that they are not
/// listed.
void Connection::follow(qint64 after) {
  if (!reads_calls()) {
    if (!unread_after_) unread_after_ = after;
  } else if (const auto unread = std::exchange(unread_after_, std::nullopt)) {
    after = std::max(after, newest_event_ - events_back);
    if (after > *unread)
      store_.add_unread({.after = *unread, .before = after + 1, .why = Lost::Why::not_read});
    emit news();
  }
  last_event_ = after;
  QCborMap arguments{{QStringLiteral("after"), after}, {QStringLiteral("hz"), hz::events}};
  if (!reads_calls()) arguments.insert(QStringLiteral("classes"), classes_but_calls());
  send(QStringLiteral("follow"), std::move(arguments));
}

void Connection::follow_calls(CallEvents calls) {
  calls_ = calls;
  follow_anew();
}

void Connection::follow_anew() {
  const bool as_before = reads_calls() == !unread_after_;
  if (up() && last_event_ >= 0 && !as_before) follow(last_event_);
}

void Connection::take(Frame frame) {
  newest_event_ = frame.stamp.event;
  // What was under way when it was asked to follow anew comes twice.
  std::erase_if(frame.events, [this](const Event& event) { return event.number <= last_event_; });
  if (frame.lost) last_event_ = std::max(last_event_, frame.lost->before - 1);
  if (!frame.events.empty()) last_event_ = frame.events.back().number;
  store_.add(std::move(frame));
  emit news();
}

void Connection::take(const Reply& reply) {
  if (reply.re == first_answer_) {
    newest_event_ = reply.stamp.event;
    follow(last_event_ >= 0 ? last_event_ : std::max<qint64>(0, newest_event_ - events_back));
  }
  const auto found = tickets_.find(reply.re);
  if (found == tickets_.end()) return;
  const qint64 ticket = found->second;
  tickets_.erase(found);
  emit answered(ticket, reply);
}

void Connection::want(const View& view) {
  views_.insert_or_assign({view.topic, view.scope}, view);
  if (up()) subscribe(view);
}

void Connection::unwant(const View& view) {
  if (views_.erase({view.topic, view.scope}) != 0 && up())
    send(QStringLiteral("unsubscribe"), name_of(view));
}

void Connection::subscribe(const View& view) {
  QCborMap arguments = name_of(view);
  arguments.insert(QStringLiteral("hz"), view.hz);
  send(QStringLiteral("subscribe"), std::move(arguments));
}

void Connection::ask(qint64 ticket, const QString& what, QCborMap arguments) {
  if (up()) {
    tickets_.emplace(send(what, std::move(arguments)), ticket);
    return;
  }
  emit answered(ticket, Reply{.code = QStringLiteral("line"),
                              .text = tr("There is no line to the exchange.")});
}

qint64 Connection::send(const QString& what, QCborMap arguments) {
  arguments.insert(QStringLiteral("id"), ++last_id_);
  arguments.insert(QStringLiteral("do"), what);
  send(arguments);
  return last_id_;
}

void Connection::send(const QCborMap& map) {
  if (socket_) socket_->sendBinaryMessage(map.toCborValue().toCbor());
}

void Connection::acknowledge(const std::vector<qint64>& frames, int line) {
  if (line != line_ || !up()) return;
  for (const qint64 frame : frames) send(QCborMap{{QStringLiteral("ack"), frame}});
}

void Connection::beat() {
  if (unanswered_pings_ >= 2) return lose(tr("%1 does not answer any more.").arg(address_.text()));
  ++unanswered_pings_;
  socket_->ping();
}

void Connection::refuse_all(const QString& why) {
  for (const auto& [id, ticket] : std::exchange(tickets_, {}))
    emit answered(ticket, Reply{.re = id, .code = QStringLiteral("line"), .text = why});
}

}  // namespace forlopp::console
