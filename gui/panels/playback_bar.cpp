#include "gui/panels/playback_bar.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>

#include "gui/panels/font_watch.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr qint64 nanoseconds_per_tick = 10'000'000;  // Of the slider.

}  // namespace

PlaybackBar::PlaybackBar(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      title_{new QLabel{tr("<b>▶ RECORDING</b>"), this}},
      slider_{new QSlider{Qt::Horizontal, this}},
      place_{new QLabel{this}} {
  setObjectName(QStringLiteral("playback_bar"));
  slider_->setObjectName(QStringLiteral("playback_slider"));
  slider_->setAccessibleName(tr("Place in the recording"));
  slider_->setPageStep(1'000);
  slider_->setSingleStep(100);
  place_->setObjectName(QStringLiteral("playback_place"));
  derive_font(*place_, fixed_font);
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(6, 0, 6, 2);
  row->addWidget(title_);
  row->addWidget(slider_, 1);
  row->addWidget(place_);
  connect(slider_, &QSlider::valueChanged, this, &PlaybackBar::go_to);
  connect(&desk_.picture, &Picture::playback_changed, this, &PlaybackBar::show_place);
  connect(&desk_.picture, &Picture::line_changed, this, &PlaybackBar::show_place);
  show_place();
}

/// While one way is gone, only the last place that was pointed at meanwhile is kept.
void PlaybackBar::go_to(int tick) {
  wanted_ = tick;
  if (is_asking_) return;
  is_asking_ = true;
  desk_.asker.ask(QStringLiteral("rewind"),
                  {{QStringLiteral("moment"), qint64{tick} * nanoseconds_per_tick}},
                  [this, tick](const Reply&) {
                    is_asking_ = false;
                    if (wanted_ != tick) go_to(wanted_);
                  });
}

void PlaybackBar::show_place() {
  const PlaybackState& playback = desk_.picture.playback();
  setVisible(desk_.picture.recorded() && !desk_.picture.stale());
  const QSignalBlocker quiet{slider_};  // It is moved by what is played, not by a hand.
  slider_->setRange(0, static_cast<int>(playback.length / nanoseconds_per_tick));
  if (!slider_->isSliderDown())
    slider_->setValue(static_cast<int>(playback.moment / nanoseconds_per_tick));
  place_->setText(tr("%1 of %2   frame %3 of %4")
                      .arg(clock_text(playback.moment), clock_text(playback.length))
                      .arg(playback.frame)
                      .arg(playback.frames));
}

}  // namespace forlopp::console
