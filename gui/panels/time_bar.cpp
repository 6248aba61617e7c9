#include "gui/panels/time_bar.hpp"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

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
      mode_{new QLabel{this}},
      clock_{new QLabel{this}},
      event_{new QLabel{this}} {
  setObjectName(QStringLiteral("time_bar"));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(6, 3, 6, 1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(complaint_);
  column->addWidget(new MiniTimeline{desk, this});
  complaint_->setObjectName(QStringLiteral("until_complaint"));
  complaint_->setContentsMargins(8, 0, 8, 2);
  complaint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  complaint_->hide();
  connect(until_, &UntilField::complained, this, &TimeBar::complain);
  add_buttons(*row);
  add_clock(*row);
  connect(&desk_.picture, &Picture::run_changed, this, &TimeBar::show_run);
  connect(&desk_.picture, &Picture::line_changed, this, &TimeBar::show_run);
  connect(&desk_.picture, &Picture::playback_changed, this, &TimeBar::show_run);
  show_run();
}

void TimeBar::add_buttons(QHBoxLayout& row) {
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
    row.addWidget(button_of(desk_.commands.find(QLatin1String{face.id}), face.face, this));
  row.addWidget(until_, 1);
}

void TimeBar::add_clock(QHBoxLayout& row) {
  QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  fixed.setPointSize(font().pointSize() + 2);
  clock_->setFont(fixed);
  clock_->setObjectName(QStringLiteral("clock"));
  event_->setObjectName(QStringLiteral("event_number"));
  mode_->setObjectName(QStringLiteral("mode"));
  row.addStretch(1);
  row.addWidget(mode_);
  row.addSpacing(8);
  row.addWidget(clock_);
  row.addSpacing(8);
  row.addWidget(event_);
  row.addSpacing(12);
  QToolButton* halt =
      button_of(desk_.commands.find(QStringLiteral("fault.halt")), tr("HALT"), this);
  halt->setObjectName(QStringLiteral("halt"));
  halt->setAutoRaise(false);
  halt->setStyleSheet(QStringLiteral(
      "QToolButton { background: #C00F00; color: white; font-weight: bold; padding: 3px 14px; "
      "border: 1px solid #7d0a00; border-radius: 3px; }"
      "QToolButton:focus { border: 2px solid palette(text); }"
      "QToolButton:disabled { background: palette(mid); border-color: palette(mid); }"));
  row.addWidget(halt);
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
  write_steadily(*clock_, clock_text(picture.stamp().vtime));
  clock_->setEnabled(!picture.stale());
  write_steadily(*event_, tr("#%1").arg(picture.stamp().event));
  QString mode = run.mode;
  if (run.mode == QLatin1String{"running"})
    mode = run.pace > 0.0 ? tr("running, %1×").arg(number_text(run.pace))
                          : tr("running, %1× (as fast as it can)").arg(number_text(run.speed));
  if (run.mode == QLatin1String{"rewinding"})
    mode = tr("going back, at %1").arg(clock_text(run.vtime));
  if (!run.until.isEmpty()) mode += tr(", until %1").arg(run.until);
  if (picture.recorded()) mode = playback_text(picture.playback());
  write_steadily(*mode_, picture.stale() ? tr("no line") : mode);
}

}  // namespace forlopp::console
