#include "gui/file_dialog.hpp"

#include <QCoreApplication>
#include <QFileDialog>
#include <utility>

namespace forlopp::console {
namespace {

void bring_forward(QFileDialog& dialog) {
  dialog.show();
  dialog.raise();
  dialog.activateWindow();
}

}  // namespace

void open_file_dialog(QWidget& window, const FileQuestion& question,
                      std::function<void(const QString& path)> then) {
  using What = FileQuestion::What;
  if (auto* open = window.findChild<QFileDialog*>(question.name)) return bring_forward(*open);
  auto* dialog = new QFileDialog{&window, question.title};
  dialog->setObjectName(question.name);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setModal(false);
  dialog->setOption(QFileDialog::DontUseNativeDialog);  // Which may be modal.
  dialog->setOption(QFileDialog::DontConfirmOverwrite, question.what == What::to_make);
  dialog->setAcceptMode(question.what == What::to_read ? QFileDialog::AcceptOpen
                                                       : QFileDialog::AcceptSave);
  dialog->setFileMode(question.what == What::to_read ? QFileDialog::ExistingFile
                                                     : QFileDialog::AnyFile);
  dialog->setNameFilters({QStringLiteral("%1 (*.%2)").arg(question.kind, question.suffix),
                          QCoreApplication::translate("Files", "All files (*)")});
  dialog->setDefaultSuffix(question.suffix);
  if (!question.proposed.isEmpty()) dialog->selectFile(question.proposed);
  QObject::connect(dialog, &QFileDialog::fileSelected, &window, std::move(then));
  bring_forward(*dialog);
}

}  // namespace forlopp::console
