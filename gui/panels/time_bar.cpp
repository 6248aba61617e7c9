#include "gui/panels/time_bar.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

#include "gui/panels/folding_row.hpp"
#include "gui/panels/font_watch.hpp"
#include "gui/panels/mini_timeline.hpp"
#include "gui/panels/steady_label.hpp"
#include "gui/panels/until_field.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

QToolButton* button_of(QAction* action, const QString& face, QWidget* parent) {
  auto* button = new QToolButton{parent};
  action->setIconText(face);  // What a button shows, other than a menu.
  button->setDefaultAction(action);
  button->setAccessibleName(action->text());
  button->setToolButtonStyle(Qt::ToolButtonTextOnly);
  button->setAutoRaise(true);
  return button;
}

QString playback_text(const PlaybackState& playback) {
  if (!playback.playing) return QObject::tr("recording, paused");
  if (playback.speed <= 0.0) return QObject::tr("recording, as fast as it can");
  return QObject::tr("recording, %1×").arg(number_text(playback.speed));
}

}  // namespace

TimeBar::TimeBar(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      until_{new UntilField{desk, this}},
      complaint_{new QLabel{this}},
      mode_{new SteadyLabel{this}},
      clock_{new SteadyLabel{this}},
      event_{new SteadyLabel{this}} {
  setObjectName(QStringLiteral("time_bar"));
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new FoldingRow{make_buttons(), make_clock(), this});
  column->addWidget(complaint_);
  column->addWidget(new MiniTimeline{desk, this});
  complaint_->setObjectName(QStringLiteral("until_complaint"));
  complaint_->setContentsMargins(8, 0, 8, 2);
  complaint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  complaint_->hide();
  connect(until_, &UntilField::complained, this, &TimeBar::complain);
  connect(&desk_.picture, &Picture::run_changed, this, &TimeBar::show_run);
  connect(&desk_.picture, &Picture::line_changed, this, &TimeBar::show_run);
  connect(&desk_.picture, &Picture::playback_changed, this, &TimeBar::show_run);
  show_run();
}

QWidget* TimeBar::make_buttons() {
  auto* buttons = new QWidget{this};
  auto* row = new QHBoxLayout{buttons};
  row->setContentsMargins(6, 3, 6, 1);
  struct Face {
    const char* id;
    QString face;
  };
  const std::array faces{
      Face{"run.pause", tr("Pause")},     Face{"run.step_back", tr("Back")},
      Face{"run.step", tr("Step")},       Face{"run.step_supervision", tr("Step ↻")},
      Face{"run.animate", tr("Animate")}, Face{"run.real", tr("Real")},
      Face{"run.fast", tr("Fast")},       Face{"run.express", tr("Express")}};
  for (const Face& face : faces)
    row->addWidget(button_of(desk_.commands.find(QLatin1String{face.id}), face.face, this));
  row->addWidget(until_, 1);
  row->addStretch(1);
  return buttons;
}

QWidget* TimeBar::make_clock() {
  auto* clock = new QWidget{this};
  auto* row = new QHBoxLayout{clock};
  row->setContentsMargins(6, 3, 6, 1);
  derive_font(*clock_, large_fixed_font);
  clock_->setObjectName(QStringLiteral("clock"));
  event_->setObjectName(QStringLiteral("event_number"));
  mode_->setObjectName(QStringLiteral("mode"));
  row->addStretch(1);
  row->addWidget(mode_);
  row->addSpacing(8);
  row->addWidget(clock_);
  row->addSpacing(8);
  row->addWidget(event_);
  row->addSpacing(12);
  QToolButton* halt =
      button_of(desk_.commands.find(QStringLiteral("fault.halt")), tr("HALT"), this);
  halt->setObjectName(QStringLiteral("halt"));
  halt->setAutoRaise(false);
  halt->setStyleSheet(QStringLiteral(
      "QToolButton { background: #C00F00; color: white; padding: 3px 14px; "
      "border: 1px solid #7d0a00; border-radius: 3px; }"
      "QToolButton:focus { border: 2px solid palette(text); }"
      "QToolButton:disabled { background: palette(mid); border-color: palette(mid); }"));
  derive_font(*halt, bold_font);
  row->addWidget(halt);
  return clock;
}

/// Under the field, until something else is written there.
void TimeBar::complain(const QString& why) {
  complaint_->setVisible(!why.isEmpty());
  complaint_->setText(
      tr("%1 Run until: %2")
          .arg(QStringLiteral("<span style='color:%1'>%2</span>")
                   .arg(colour(State::crashed, theme_of(palette())).name(), glyph(State::crashed)),
               why.toHtmlEscaped()));
}

void TimeBar::show_run() {
  const Picture& picture = desk_.picture;
  const RunState& run = picture.run();
  clock_->write(clock_text(picture.stamp().vtime));
  clock_->setEnabled(!picture.stale());
  event_->write(tr("#%1").arg(picture.stamp().event));
  QString mode = run.mode;
  if (run.mode == QLatin1String{"running"})
    mode = run.pace > 0.0 ? tr("running, %1×").arg(number_text(run.pace))
                          : tr("running, %1× (as fast as it can)").arg(number_text(run.speed));
  if (run.mode == QLatin1String{"rewinding"})
    mode = tr("going back, at %1").arg(clock_text(run.vtime));
  if (!run.until.isEmpty()) mode += tr(", until %1").arg(run.until);
  if (picture.recorded()) mode = playback_text(picture.playback());
  mode_->write(picture.stale() ? tr("no line") : mode);
}

}  // namespace forlopp::console
