#include "gui/client/playback.hpp"

#include <QFileInfo>
#include <algorithm>
#include <chrono>
#include <limits>
#include <ranges>
#include <utility>

namespace forlopp::console {
namespace {

using Kind = RecordedItem::Kind;
using Phase = LineState::Phase;

constexpr std::chrono::milliseconds between_ticks{33};
/// So that a leap over many does not hold up whoever asks meanwhile.
constexpr qint64 items_at_once = 64;
/// How far back a leap looks for events that came before.
constexpr std::size_t history_items = 1'000;

QString key(const char* name) {
  return QString::fromLatin1(name);
}

}  // namespace

Playback::Playback(Store& store) : store_{store} {
  timer_.setInterval(between_ticks);
  connect(&timer_, &QTimer::timeout, this, &Playback::tick);
}

void Playback::open(Recording::Opened opened) {
  if (!opened.recording) return emit refused(opened.error);
  close();
  recording_ = std::move(opened.recording);
  const auto& items = recording_->items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].kind == Kind::hello) hellos_.push_back(i);
    if (hellos_.empty()) continue;
    if (items[i].kind == Kind::frame) frames_.push_back(i);
    if (items[i].kind == Kind::mark) marks_.push_back(i);
  }
  state_ = {.length = items.back().moment, .frames = static_cast<qint64>(frames_.size())};
  begin(opened.notice);
}

void Playback::begin(const QString& notice) {
  set_line(Phase::up, tr("Recording %1. %2").arg(QFileInfo{recording_->path()}.fileName(), notice));
  show(0);
  run({});
}

void Playback::close() {
  timer_.stop();
  if (recording_) set_line(Phase::closed, {});
  recording_.reset();
  frames_.clear();
  marks_.clear();
  hellos_.clear();
  run_.clear();
  state_ = {};
}

void Playback::ask(qint64 ticket, const QString& what, QCborMap arguments) {
  emit answered(ticket, recording_ ? answer(what, arguments) : refusal(tr("Nothing is open.")));
}

Playback::Answer Playback::answer(const QString& what, const QCborMap& arguments) {
  if (what == QLatin1String{"pause"}) return pause();
  if (what == QLatin1String{"run"}) return run(arguments);
  if (what == QLatin1String{"step"}) return step(arguments);
  if (what == QLatin1String{"until"} || what == QLatin1String{"rewind"}) return seek(arguments);
  return refusal(tr("This is a recording, and that is not in it."));
}

Playback::Answer Playback::done() const {
  return {.stamp = stamp_};
}

Playback::Answer Playback::refusal(const QString& text) {
  return {.code = QStringLiteral("recording"), .text = text};
}

Playback::Answer Playback::pause() {
  state_.playing = false;
  timer_.stop();
  tell();
  return done();
}

Playback::Answer Playback::run(const QCborMap& arguments) {
  state_.speed = arguments[key("pace")].toDouble(state_.speed);
  state_.playing = true;
  clock_.start();
  timer_.start();
  tell();
  return done();
}

Playback::Answer Playback::step(const QCborMap& arguments) {
  const qint64 count = std::max<qint64>(1, arguments[key("count")].toInteger(1));
  if (state_.frame >= state_.frames) return refusal(tr("This is the end of the recording."));
  show(std::min(state_.frames, state_.frame + count) - 1);
  return pause();
}

Playback::Answer Playback::seek(const QCborMap& arguments) {
  const auto number = [&](const char* name) { return arguments[key(name)].toInteger(-1); };
  qint64 frame = -1;
  if (number("moment") >= 0) frame = frame_of_moment(number("moment"));
  if (number("vtime") >= 0) frame = frame_of_vtime(number("vtime"));
  if (number("event") >= 0) frame = frame_of_event(number("event"));
  if (number("back") >= 0) frame = std::max<qint64>(0, state_.frame - 1 - number("back"));
  if (arguments[key("fresh")].toBool()) frame = 0;
  if (frame < 0) return refusal(tr("In a recording one goes to a time or to an event."));
  const bool was_playing = state_.playing;
  show(frame);
  if (!was_playing || number("moment") < 0) return pause();
  clock_.start();
  return done();
}

void Playback::tick() {
  const double passed = static_cast<double>(clock_.nsecsElapsed()) * state_.speed;
  clock_.start();
  if (state_.speed > 0.0) state_.moment += static_cast<qint64>(passed);
  const auto& items = recording_->items();
  qint64 due = 0;
  for (std::size_t i = next_; i < items.size() && due < items_at_once; ++i, ++due)
    if (state_.speed > 0.0 && items[i].moment > state_.moment) break;
  play(due);
}

void Playback::play(qint64 count) {
  const auto& items = recording_->items();
  const qint64 before = state_.frame;
  for (; count > 0 && next_ < items.size(); --count)
    if (!deliver(next_++)) return;
  if (state_.speed <= 0.0 && next_ > 0) state_.moment = items[next_ - 1].moment;
  if (state_.frame != before) emit news();
  if (next_ < items.size()) return tell();
  state_.moment = state_.length;
  pause();
}

/// False: it makes no sense, and nothing more is played.
bool Playback::deliver(std::size_t item) {
  const Kind kind = recording_->items()[item].kind;
  if (kind != Kind::hello && kind != Kind::frame) return true;
  Message heard = message(item);
  if (std::holds_alternative<Unheard>(heard)) return false;
  greet(heard);
  if (auto* frame = std::get_if<Frame>(&heard)) {
    stamp_ = frame->stamp;
    ++state_.frame;
    store_.add(std::move(*frame));
  }
  return true;
}

/// What the console knew when it had heard that frame, from 0.
void Playback::show(qint64 frame) {
  const std::size_t last = frames_[static_cast<std::size_t>(frame)];
  const std::size_t hello = last_hello(last);
  const std::size_t all = std::max(hello, begin_of_all(last));
  greet(message(hello));
  store_.start_afresh(run_);
  for (std::size_t i = std::max(hello, all - std::min(all, history_items)); i <= last; ++i) {
    if (recording_->items()[i].kind != Kind::frame) continue;
    Message heard = message(i);
    auto* frame_of_then = std::get_if<Frame>(&heard);
    if (frame_of_then == nullptr) return;
    if (i < all) frame_of_then->views.clear();
    stamp_ = frame_of_then->stamp;
    store_.add(std::move(*frame_of_then));
  }
  next_ = last + 1;
  state_.frame = frame + 1;
  state_.moment = recording_->items()[last].moment;
  emit news();
  tell();
}

std::size_t Playback::last_hello(std::size_t item) const {
  return *(std::ranges::upper_bound(hellos_, item) - 1);
}

/// From the mark before the last: since the last one, not everything may have come.
std::size_t Playback::begin_of_all(std::size_t item) const {
  const auto marks = std::ranges::upper_bound(marks_, item) - marks_.begin();
  return marks < 2 ? 0 : marks_[static_cast<std::size_t>(marks - 2)];
}

qint64 Playback::frame_of_vtime(qint64 vtime) const {
  const auto& items = recording_->items();
  const auto found =
      std::ranges::find_if(frames_, [&](std::size_t item) { return items[item].vtime >= vtime; });
  return std::min<qint64>(found - frames_.begin(), state_.frames - 1);
}

qint64 Playback::frame_of_moment(qint64 moment) const {
  const auto& items = recording_->items();
  const auto after = std::ranges::upper_bound(frames_, moment, {},
                                              [&](std::size_t item) { return items[item].moment; });
  return std::max<qint64>(0, after - frames_.begin() - 1);
}

/// The first frame that was sent at that event or later. From one hello to the next, events only
/// grow.
qint64 Playback::frame_of_event(qint64 event) {
  qint64 first = 0;
  for (std::size_t i = 1; i <= hellos_.size(); ++i) {
    const auto next =
        i < hellos_.size() ? std::ranges::lower_bound(frames_, hellos_[i]) : frames_.end();
    const qint64 end = next - frames_.begin();
    if (first == end || event_of_frame(end - 1) < event) {
      first = end;
      continue;
    }
    const auto frames = std::views::iota(first, end);
    return *std::ranges::partition_point(
        frames, [&](qint64 frame) { return event_of_frame(frame) < event; });
  }
  return state_.frames - 1;
}

/// Of one that makes no sense: later than all.
qint64 Playback::event_of_frame(qint64 frame) {
  const Message heard = message(frames_[static_cast<std::size_t>(frame)]);
  const auto* read = std::get_if<Frame>(&heard);
  return read == nullptr ? std::numeric_limits<qint64>::max() : read->stamp.event;
}

Message Playback::message(std::size_t item) {
  ReadMessage read = read_message(recording_->message(recording_->items()[item]));
  if (!read.error.isEmpty()) fail(read.error);
  return std::move(read.message);
}

/// If it is a hello: another run is heard, or the first.
void Playback::greet(const Message& message) {
  const auto* hello = std::get_if<Hello>(&message);
  if (hello == nullptr || hello->run == run_) return;
  run_ = hello->run;
  Hello shown = *hello;
  shown.role = QStringLiteral("viewer");  // Nobody can change what was.
  store_.start_afresh(run_);
  emit greeted(shown);
}

void Playback::fail(const QString& why) {
  timer_.stop();
  state_.playing = false;
  set_line(Phase::up, tr("Recording %1 cannot be played further. %2")
                          .arg(QFileInfo{recording_->path()}.fileName(), why));
  tell();
}

void Playback::set_line(Phase phase, const QString& sentence) {
  emit line_changed({phase, sentence.trimmed(), true});
}

void Playback::tell() {
  emit played(state_);
}

}  // namespace forlopp::console
