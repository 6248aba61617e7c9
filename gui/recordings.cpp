#include "gui/recordings.hpp"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>

#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr const char* suffix = "frec";

QFileDialog* dialog_for(QWidget& window, const QString& name, const QString& title) {
  auto* dialog = new QFileDialog{&window, title};
  dialog->setObjectName(name);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setOption(QFileDialog::DontUseNativeDialog);
  dialog->setNameFilters(
      {QObject::tr("Recordings (*.%1)").arg(QLatin1String{suffix}), QObject::tr("All files (*)")});
  dialog->setDefaultSuffix(QLatin1String{suffix});
  return dialog;
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
  QFileDialog* dialog =
      dialog_for(window_, QStringLiteral("open_recording"), tr("Open a recording"));
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { client_.open(path); });
  dialog->open();
}

/// Until it runs, the command is not on; when it runs, it ends it.
void Recordings::choose_to_record() {
  const bool was_on = !record_->isChecked();
  record_->setChecked(was_on);
  if (was_on) return client_.stop_recording();
  QFileDialog* dialog = dialog_for(window_, QStringLiteral("record_into"), tr("Record into"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  const QString when = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
  const QString scenario = picture_.hello().scenario;
  dialog->selectFile(QStringLiteral("%1-%2.%3").arg(scenario, when, QLatin1String{suffix}));
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { client_.record(path); });
  dialog->open();
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
