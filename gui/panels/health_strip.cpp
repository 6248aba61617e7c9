#include "gui/panels/health_strip.hpp"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <array>

#include "gui/panels/folding_row.hpp"
#include "gui/panels/steady_label.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

struct Number {
  const char* key;
  const char* title;
};

constexpr std::array numbers{
    Number{"calls_up", QT_TRANSLATE_NOOP("Health", "calls up")},
    Number{"attempts_per_second", QT_TRANSLATE_NOOP("Health", "attempts/s")},
    Number{"blocking", QT_TRANSLATE_NOOP("Health", "blocking")},
    Number{"setup_p95", QT_TRANSLATE_NOOP("Health", "set-up p95")},
    Number{"restarts", QT_TRANSLATE_NOOP("Health", "restarts")},
    Number{"mailbox_max", QT_TRANSLATE_NOOP("Health", "longest mailbox")}};

constexpr std::array severities{"critical", "major", "minor"};

/// What is counted stands before the number already.
QString value_text(const HealthNumber& number) {
  if (number.unit == QLatin1String{"ns"}) return duration_text(qRound64(number.value));
  if (number.unit == QLatin1String{"share"})
    return QStringLiteral("%1 %").arg(number_text(number.value * 100.0));
  return number_text(number.value);
}

}  // namespace

HealthStrip::HealthStrip(const Desk& desk, QWidget* parent)
    : QWidget{parent}, desk_{desk}, alarms_{new SteadyLabel{this}} {
  setObjectName(QStringLiteral("health_strip"));
  auto* whole = new QHBoxLayout{this};
  whole->setContentsMargins(8, 2, 8, 2);
  whole->addWidget(new FoldingRow{make_numbers(), alarms_, this});
  alarms_->setObjectName(QStringLiteral("alarm_counts"));
  connect(&desk_.picture, &Picture::health_changed, this, &HealthStrip::show_numbers);
  connect(&desk_.picture, &Picture::line_changed, this, &HealthStrip::show_numbers);
  show_numbers();
}

QWidget* HealthStrip::make_numbers() {
  auto* all = new QWidget{this};
  auto* row = new QHBoxLayout{all};
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  for (const Number& number : numbers) {
    auto* title = new QLabel{QCoreApplication::translate("Health", number.title), this};
    auto* value = new SteadyLabel{this};
    QFont bold = value->font();
    bold.setBold(true);
    value->setFont(bold);
    value->setAccessibleName(title->text());
    row->addWidget(title);
    row->addWidget(value);
    row->addSpacing(14);
    values_.emplace(QLatin1String{number.key}, value);
  }
  row->addStretch(1);
  return all;
}

void HealthStrip::show_numbers() {
  for (const auto& [key, label] : values_) {
    const auto found = desk_.picture.health().find(key);
    label->write(found == desk_.picture.health().end() ? QStringLiteral("–")
                                                       : value_text(found->second));
    label->setEnabled(!desk_.picture.stale());
  }
  show_alarms();
}

/// The colours of the alarms stand in their text.
void HealthStrip::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) show_alarms();
}

void HealthStrip::show_alarms() {
  const Theme theme = theme_of(palette());
  QString text = tr("alarms");
  for (const char* severity : severities) {
    const auto found =
        desk_.picture.health().find(QStringLiteral("alarms_%1").arg(QLatin1String{severity}));
    const double count = found == desk_.picture.health().end() ? 0.0 : found->second.value;
    const QString word = QLatin1String{severity};
    text += QStringLiteral("&nbsp;&nbsp;<span style='color:%1'>%2</span> %3 %4")
                .arg(count > 0.0 ? severity_colour(word, theme).name() : faint(theme).name(),
                     severity_glyph(word), number_text(count), word);
  }
  alarms_->write(text);
}

}  // namespace forlopp::console
