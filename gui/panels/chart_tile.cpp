#include "gui/panels/chart_tile.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtMath>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

// Its templates need the word, which we do without (QT_NO_FOREACH).
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach

#include "gui/panels/measure.hpp"
#include "gui/text.hpp"

namespace forlopp::console {
namespace {

constexpr int room_for_names = 84;
constexpr int room_for_numbers = 38;
constexpr double click_reach = 4.0;     // Pixels; more is a drag.
constexpr double zoom_of_notch = 1.25;  // Of the mouse's wheel.
constexpr double headroom = 1.15;

double seconds_of(qint64 vtime) {
  return static_cast<double>(vtime) / 1e9;
}

/// Something of ours among what the plot paints.
class Painted : public QCPAbstractItem {
 public:
  using Paint = std::function<void(QPainter&)>;

  Painted(QCustomPlot* plot, const QString& layer, Paint paint)
      : QCPAbstractItem{plot}, paint_{std::move(paint)} {
    setClipToAxisRect(false);
    setLayer(layer);
  }
  double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }

 protected:
  void draw(QCPPainter* painter) override {
    painter->setFont(parentPlot()->font());
    paint_(*painter);
  }

 private:
  Paint paint_;
};

const QString& pointer_layer() {
  static const QString name = QStringLiteral("pointer");
  return name;
}

}  // namespace

ChartTile::ChartTile(ChartKind kind, const History& history, TimeWindow& window, QWidget* parent)
    : QWidget{parent},
      kind_{std::move(kind)},
      history_{history},
      window_{window},
      title_{new QLabel{kind_.title, this}},
      reading_{new QLabel{this}},
      plot_{new QCustomPlot{this}} {
  setObjectName(kind_.id);
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  reading_->setObjectName(QStringLiteral("reading"));
  reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* head = new QHBoxLayout;
  head->addWidget(title_);
  head->addSpacing(6);
  head->addWidget(reading_, 1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(2, 2, 2, 0);
  column->setSpacing(0);
  column->addLayout(head);
  column->addWidget(plot_, 1);
  plot_->setMinimumSize(100, 60);
  plot_->setAccessibleName(tr("Chart of %1").arg(kind_.title));
  plot_->setMouseTracking(true);
  plot_->installEventFilter(this);
  set_up_axes();
  fit_font();
  colour_in();
}

void ChartTile::set_up_axes() {
  plot_->setAttribute(Qt::WA_NoMousePropagation, false);  // The wheel with Shift is not for it.
  plot_->axisRect()->setAutoMargins(QCP::msBottom);
  const QSharedPointer<QCPAxisTickerTime> clock{new QCPAxisTickerTime};
  clock->setTimeFormat(QStringLiteral("%h:%m:%s"));
  plot_->xAxis->setTicker(clock);
  plot_->yAxis->ticker()->setTickCount(3);
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    axis->setSubTicks(false);
    axis->setTickLength(0, 3);
    axis->setTickLabelPadding(2);
    axis->setPadding(0);
  }
  for (std::size_t i = 0; i < kind_.lines.size(); ++i)
    plot_->addGraph()->setAdaptiveSampling(false);  // They are thinned before they come here.
  plot_->addLayer(pointer_layer());
  plot_->layer(pointer_layer())->setMode(QCPLayer::lmBuffered);
  // The plot owns what is on it.
  new Painted{plot_, QStringLiteral("axes"), [this](QPainter& painter) {
                const Theme theme = theme_of(palette());
                paint_moment(painter, area(), scene_.focus,
                             QPen{text_colour(theme), 1.0, Qt::DashDotDotLine});
                paint_faults(painter, area(), scene_.faults, theme);
                paint_labels(painter, area(), labels_, theme);
              }};
  new Painted{plot_, pointer_layer(), [this](QPainter& painter) {
                paint_moment(painter, area(), window_.pointer(),
                             QPen{text_colour(theme_of(palette())), 1.0});
              }};
}

void ChartTile::fit_font() {
  const Measure px{fontMetrics()};
  plot_->axisRect()->setMargins({px(room_for_numbers), px(4), px(room_for_names), 0});
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) axis->setTickLabelFont(font());
}

void ChartTile::colour_in() {
  const Theme theme = theme_of(palette());
  plot_->setBackground(QBrush{palette().color(QPalette::Base)});
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    axis->setBasePen(QPen{faint(theme), 1.0});
    axis->setTickPen(QPen{faint(theme), 1.0});
    axis->setTickLabelColor(text_colour(theme));
    axis->grid()->setPen(QPen{faint(theme), 1.0, Qt::DotLine});
    axis->grid()->setZeroLinePen(Qt::NoPen);
  }
  // Wider pens than this take a hundred times as long (docs/decisions/0015).
  for (int i = 0; i < plot_->graphCount(); ++i) {
    const ChartLine& line = kind_.lines[static_cast<std::size_t>(i)];
    plot_->graph(i)->setPen(QPen{colour(line.hue, theme), 1.0, line.dash});
  }
}

PlotArea ChartTile::area() const {
  const QCPRange values = plot_->yAxis->range();
  const double reach = Measure{fontMetrics()}(mark_reach);
  return {plot_->axisRect()->rect(), scene_.span, values.lower, values.upper, reach};
}

QWidget& ChartTile::plot() const {
  return *plot_;
}

void ChartTile::show_scene(const ChartScene& scene) {
  scene_ = scene;
  plot_->xAxis->ticker()->setTickCount(times_that_fit());
  plot_->xAxis->setRange(seconds_of(scene.span.from), seconds_of(scene.span.until));
  show_lines();
  say();
  plot_->replot(QCustomPlot::rpQueuedRefresh);
}

int ChartTile::times_that_fit() const {
  const int each = fontMetrics().horizontalAdvance(QStringLiteral("  00:00:00  "));
  return std::clamp(area().inside.width() / each, 1, 4);
}

void ChartTile::show_lines() {
  const Theme theme = theme_of(palette());
  double top = kind_.least_top;
  labels_.clear();
  for (int i = 0; i < plot_->graphCount(); ++i) {
    const ChartLine& line = kind_.lines[static_cast<std::size_t>(i)];
    QVector<QCPGraphData> points;
    for (const TimeSeries::Point& point :
         history_.series(line.group, line.column)
             .points(scene_.span, area().inside.width(), scene_.now)) {
      points.append({seconds_of(point.vtime), point.value * line.factor});
      top = std::max(top, points.back().value);
    }
    plot_->graph(i)->data()->set(points, true);
    if (!points.isEmpty())
      labels_.push_back({points.back().value, line.name, colour(line.hue, theme), line.dash});
  }
  plot_->yAxis->setRange(0.0, top * headroom);
}

void ChartTile::show_pointer() {
  say();
  plot_->layer(pointer_layer())->replot();
}

QString ChartTile::reading() const {
  const qint64 when = window_.pointer().value_or(window_.now());
  QStringList values;
  for (const ChartLine& line : kind_.lines)
    values.append(QStringLiteral("%1 %2").arg(
        line.name,
        chart_value(history_.series(line.group, line.column).at(when) * line.factor, kind_.unit)));
  return values.join(QStringLiteral(", "));
}

void ChartTile::say() {
  QString text = reading();
  if (window_.pointer()) text = tr("%1 at %2").arg(text, clock_text(*window_.pointer()));
  if (text != reading_->text()) {
    reading_->setText(text);
    reading_->setToolTip(text);
  }
  QStringList said{text};
  for (const Mark& fault : scene_.faults) said.append(mark_text(fault));
  if (const QString whole = said.join(QLatin1Char{'\n'}); whole != plot_->accessibleDescription())
    plot_->setAccessibleDescription(whole);
}

bool ChartTile::eventFilter(QObject* watched, QEvent* event) {
  switch (static_cast<int>(event->type())) {
    case QEvent::MouseButtonPress: press(static_cast<const QMouseEvent&>(*event)); return false;
    case QEvent::MouseMove: hover(static_cast<const QMouseEvent&>(*event)); return false;
    case QEvent::MouseButtonRelease: release(static_cast<const QMouseEvent&>(*event)); return false;
    case QEvent::Wheel: turn(static_cast<QWheelEvent&>(*event)); return true;
    case QEvent::Leave: window_.point_to(std::nullopt); return false;
    default: return QWidget::eventFilter(watched, event);
  }
}

void ChartTile::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  fit_font();
  colour_in();
  show_scene(scene_);
}

void ChartTile::press(const QMouseEvent& event) {
  if (event.button() != Qt::LeftButton) return;
  pressed_at_ = event.position().x();
  dragged_ = false;
}

void ChartTile::hover(const QMouseEvent& event) {
  const double x = event.position().x();
  if (!pressed_at_) return window_.point_to(area().vtime_at(x));
  if (!dragged_ && std::abs(x - *pressed_at_) < click_reach) return;
  dragged_ = true;
  const qint64 by = area().vtime_at(*pressed_at_) - area().vtime_at(x);
  pressed_at_ = x;
  window_.pan(by);
}

void ChartTile::release(const QMouseEvent& event) {
  if (event.button() != Qt::LeftButton || !std::exchange(pressed_at_, std::nullopt)) return;
  if (dragged_) return;
  if (const Mark* fault = mark_at(scene_.faults, area(), event.position().x())) emit chosen(*fault);
}

/// With Shift it is for whatever the chart stands in.
void ChartTile::turn(QWheelEvent& event) {
  event.setAccepted(!(event.modifiers() & Qt::ShiftModifier));
  if (!event.isAccepted()) return;
  const double notches = event.angleDelta().y() / 120.0;
  window_.zoom(qPow(zoom_of_notch, -notches), area().vtime_at(event.position().x()));
}

}  // namespace forlopp::console
