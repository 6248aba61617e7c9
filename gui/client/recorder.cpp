#include "gui/client/recorder.hpp"

#include <QCborStreamWriter>
#include <QCoreApplication>
#include <QFileInfo>

#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("Recorder", text);
}

}  // namespace

QString Recorder::start(const QString& path) {
  stop();
  state_ = {};
  const QString name = QFileInfo{path}.fileName();
  auto file = std::make_unique<QFile>(path);
  if (file->exists()) return tr("%1 exists; a recording is a new file.").arg(name);
  if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
    return tr("%1 cannot be written: %2.").arg(name, file->errorString());
  file->write(management::recording_magic.data(),
              static_cast<qint64>(management::recording_magic.size()));
  file_ = std::move(file);
  clock_.start();
  state_ = {.path = path, .bytes = file_->pos()};
  return {};
}

void Recorder::stop() {
  file_.reset();
  state_ = {.frames = state_.frames, .bytes = state_.bytes};
}

void Recorder::mark() {
  if (file_) write(0, nullptr);
}

void Recorder::add(const QByteArray& message, qint64 vtime, What what) {
  if (!file_) return;
  if (what == What::frame) ++state_.frames;
  write(vtime, &message);
}

void Recorder::write(qint64 vtime, const QByteArray* message) {
  QByteArray item;
  QCborStreamWriter writer{&item};
  writer.startArray(3);
  writer.append(clock_.nsecsElapsed());
  writer.append(vtime);
  if (message != nullptr)
    writer.append(*message);
  else
    writer.appendNull();
  writer.endArray();
  if (file_->write(item) == item.size()) {
    state_.bytes += item.size();
    return;
  }
  const QString name = QFileInfo{*file_}.fileName();
  const QString error = tr("The recording %1 has ended: %2.").arg(name, file_->errorString());
  stop();
  state_.error = error;
}

}  // namespace forlopp::console
