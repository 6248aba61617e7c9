#include "gui/recordings.hpp"

#include <QDateTime>
#include <QFileInfo>
#include <QLabel>

#include "gui/file_dialog.hpp"

namespace forlopp::console {
namespace {

constexpr const char* suffix = "frec";

FileQuestion question(const char* name, const QString& title, FileQuestion::What what) {
  return {.name = QLatin1String{name},
          .title = title,
          .kind = QObject::tr("Recordings"),
          .suffix = QLatin1String{suffix},
          .what = what};
}

}  // namespace

Recordings::Recordings(QWidget& window, Client& client, Picture& picture, Commands& commands)
    : window_{window},
      client_{client},
      picture_{picture},
      commands_{commands},
      label_{new QLabel{&window}} {
  using enum Commands::For;
  label_->setObjectName(QStringLiteral("recorder"));
  commands_.add(QStringLiteral("run.open_recording"), tr("Open a recording ..."),
                QKeySequence{Qt::CTRL | Qt::Key_O}, everybody, [this] { choose_to_open(); });
  record_ =
      commands_.add(QStringLiteral("run.record"), tr("Record what is heard"),
                    QKeySequence{Qt::CTRL | Qt::Key_R}, everybody, [this] { choose_to_record(); });
  record_->setCheckable(true);
  leave_ = commands_.add(QStringLiteral("run.leave_recording"), tr("Back to the exchange"), {},
                         everybody, [this] { client_.open(*address_); });
  leave_->setEnabled(false);
  connect(&client_, &Client::recorded, this, &Recordings::show);
  connect(&client_, &Client::said, &commands_, &Commands::said);
  connect(&picture_, &Picture::line_changed, this, &Recordings::permit);
  connect(&picture_, &Picture::greeted, this, &Recordings::permit);
}

void Recordings::permit() {
  leave_->setEnabled(address_ && picture_.recorded());
  record_->setEnabled(!picture_.recorded());
}

void Recordings::remember(const Address& address) {
  address_ = address;
}

void Recordings::choose_to_open() {
  open_file_dialog(window_,
                   question("open_recording", tr("Open a recording"), FileQuestion::What::to_read),
                   [this](const QString& path) { client_.open(path); });
}

/// Until it runs, the command is not on; when it runs, it ends it.
void Recordings::choose_to_record() {
  const bool was_on = !record_->isChecked();
  record_->setChecked(was_on);
  if (was_on) return client_.stop_recording();
  FileQuestion asked = question("record_into", tr("Record into"), FileQuestion::What::to_make);
  const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
  asked.proposed = QStringLiteral("%1-%2.%3").arg(picture_.hello().scenario, when, asked.suffix);
  open_file_dialog(window_, asked, [this](const QString& path) { client_.record(path); });
}

void Recordings::show(const RecorderState& state) {
  record_->setChecked(!state.path.isEmpty());
  label_->setText(state.path.isEmpty() ? QString{}
                                       : tr("● recording into %1: %2 frames, %3 kB")
                                             .arg(QFileInfo{state.path}.fileName())
                                             .arg(state.frames)
                                             .arg(state.bytes / 1'000));
  if (!state.error.isEmpty()) emit commands_.said(state.error);
}

}  // namespace forlopp::console
