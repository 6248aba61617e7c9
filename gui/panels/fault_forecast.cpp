#include "gui/panels/fault_forecast.hpp"

#include <QCborArray>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

#include "gui/panels/font_watch.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr qsizetype hits_shown = 12;

QString tr(const char* text) {
  return QCoreApplication::translate("FaultForecast", text);
}

QString part(const QCborMap& map, const char* key) {
  return plain_text(map[QLatin1String{key}]);
}

QString line(const QString& mark, const QColor& tint, const QString& text) {
  return QStringLiteral("<div><span style='color:%1'><b>%2</b></span> %3</div>")
      .arg(tint.name(), mark, text);
}

QString hits_text(const QCborMap& result, Theme theme) {
  const QCborArray hits = result[QLatin1String{"hits"}].toArray();
  QStringList names;
  for (const QCborValue& hit : hits) {
    if (names.size() == hits_shown) break;
    names.append(plain_text(hit).toHtmlEscaped());
  }
  const qint64 count = result[QLatin1String{"count"}].toInteger();
  if (names.size() < hits.size()) names.append(tr("and %1 more").arg(count - names.size()));
  if (hits.isEmpty())
    return line(glyph(State::setting_up), colour(State::setting_up, theme),
                count > 0 ? tr("waits for the next %1 that come along").arg(count)
                          : tr("waits for those that come along"));
  return line(glyph(State::crashed), colour(State::crashed, theme),
              tr("hits %1: %2").arg(count).arg(names.join(QStringLiteral(", "))));
}

QString calls_text(const QCborMap& result, Theme theme) {
  if (!result.contains(QLatin1String{"stable"})) return {};
  return line(glyph(State::active), colour(State::active, theme),
              tr("calls on it: %1 stable, %2 transient")
                  .arg(part(result, "stable"), part(result, "transient")));
}

/// What becomes of a supervisor's budget, and who is next if it is spent.
QString supervisor_text(const QCborMap& row, Theme theme) {
  const qint64 before = row[QLatin1String{"restarts"}].toInteger();
  const QCborValue told = row[QLatin1String{"after"}];
  const qint64 after = told.isInteger() ? told.toInteger() : before;
  const qint64 budget = row[QLatin1String{"budget"}].toInteger();
  const QString above = part(row, "escalates_to").toHtmlEscaped();
  const QString next = above.isEmpty() ? tr("the end of the exchange") : above;
  const QString used =
      after == before ? QString::number(before) : tr("%1 → %2").arg(before).arg(after);
  QString text = tr("%1: %2 of %3 restarts in %4")
                     .arg(part(row, "label").toHtmlEscaped(), used)
                     .arg(budget)
                     .arg(duration_text(row[QLatin1String{"period"}].toInteger()));
  if (after > budget)
    return line(glyph(State::escalated), colour(State::escalated, theme),
                text + tr("; it gives up: escalates to %1").arg(next));
  if (after == budget)
    return line(glyph(State::restarting), amber(theme),
                text + tr("; the next one escalates to %1").arg(next));
  const State state = after == before ? State::idle : State::restarting;
  return line(glyph(state), colour(state, theme), text);
}

}  // namespace

QString forecast_text(const Reply& reply, Theme theme) {
  if (!reply.done())
    return line(glyph(State::crashed), colour(State::crashed, theme), reply.text.toHtmlEscaped());
  QString text = hits_text(reply.result, theme) + calls_text(reply.result, theme);
  for (const QCborValue& row : reply.result[QLatin1String{"supervisors"}].toArray())
    text += row.isMap() ? supervisor_text(row.toMap(), theme)
                        : line(glyph(State::idle), colour(State::idle, theme),
                               plain_text(row).toHtmlEscaped());
  return text + QStringLiteral("<div>%1</div>").arg(tr("as of event %1").arg(reply.stamp.event));
}

FaultForecast::FaultForecast(QWidget* parent)
    : QWidget{parent}, text_{new QLabel{this}}, yaml_{new QLabel{this}} {
  setObjectName(QStringLiteral("fault_forecast"));
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(4, 4, 4, 4);
  text_->setObjectName(QStringLiteral("forecast"));
  yaml_->setObjectName(QStringLiteral("scenario_text"));
  derive_font(*yaml_, fixed_font);
  yaml_->setAccessibleName(tr("The fault as a scenario writes it"));
  for (QLabel* label : {text_, yaml_}) {
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(label);
  }
  text_->setWordWrap(true);
  yaml_->setTextFormat(Qt::PlainText);
  column->addStretch(1);
  renew();
}

void FaultForecast::show_reply(const Reply& reply) {
  reply_ = reply;
  asked_ = true;
  renew();
}

void FaultForecast::show_nothing() {
  asked_ = false;
  renew();
}

void FaultForecast::show_yaml(const QString& yaml) {
  yaml_->setText(yaml);
}

void FaultForecast::renew() {
  text_->setText(asked_ ? forecast_text(reply_, theme_of(palette()))
                        : tr("Say whom it strikes, and see here what it would do."));
}

void FaultForecast::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) renew();
}

}  // namespace forlopp::console
