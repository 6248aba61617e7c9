#include "gui/panels/until_field.hpp"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QKeyEvent>
#include <QPointer>
#include <QStandardItemModel>
#include <vector>

#include "gui/models/until_words.hpp"
#include "gui/panels/font_watch.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {

UntilField::UntilField(const Desk& desk, QWidget* parent)
    : QLineEdit{parent}, desk_{desk}, words_{new QStandardItemModel{this}} {
  setObjectName(QStringLiteral("until"));
  setPlaceholderText(tr("until 15:00, event 5000, level 3, calls_lost > 10"));
  setAccessibleName(tr("Run until"));
  auto* completer = new QCompleter{words_, this};
  completer->setCompletionRole(Qt::UserRole);
  completer->setFilterMode(Qt::MatchContains);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  completer->setMaxVisibleItems(12);
  setCompleter(completer);
  const auto fit = [this] {
    const Measure px{fontMetrics()};
    setMinimumWidth(px(120));
    setMaximumWidth(px(340));
    this->completer()->popup()->setMinimumWidth(px(480));
  };
  fit();
  when_font_changes(*this, fit);
  connect(this, &QLineEdit::returnPressed, this, &UntilField::ask);
  connect(this, &QLineEdit::textEdited, this, [this] { complain({}); });
  // The list of what could be written goes with the keys: else it would go on taking them.
  connect(qApp, &QApplication::focusChanged, this,
          [this, list = QPointer<QWidget>{completer->popup()}](QWidget*, QWidget* now) {
            const bool elsewhere = list && now != nullptr && now != this && now != list;
            if (elsewhere && !list->isAncestorOf(now)) list->hide();
          });
  connect(&desk_.picture, &Picture::greeted, this, &UntilField::learn);
  learn();
}

void UntilField::learn() {
  const std::vector<UntilWord> words = until_words(desk_.picture.hello().metrics);
  words_->clear();
  for (const UntilWord& word : words) {
    auto* item = new QStandardItem{QStringLiteral("%1   –   %2").arg(word.text, word.meaning)};
    item->setData(word.text, Qt::UserRole);
    words_->appendRow(item);
  }
  setToolTip(until_help(words));
}

void UntilField::ask() {
  complain({});
  desk_.commands.run_until(text(), [field = QPointer<UntilField>{this}](const Reply& reply) {
    if (field && !reply.done()) field->complain(reply.text);
  });
}

/// What is wrong is also said to those who do not see it.
void UntilField::complain(const QString& why) {
  setAccessibleDescription(why);
  emit complained(why);
}

void UntilField::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Down) return QLineEdit::keyPressEvent(event);
  completer()->setCompletionPrefix(text());
  completer()->complete();
}

}  // namespace forlopp::console
