#include "gui/panels/chart_panel.hpp"

#include <QGridLayout>
#include <QKeyEvent>
#include <QSaveFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

#include "gui/file_dialog.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

constexpr int tile_width = 330;  // At least, where there are several beside each other.
constexpr int tile_height = 104;
constexpr int marks_apart = 8;
constexpr int round_of_paint = 500;  // Milliseconds.
constexpr double zoom_of_key = 1.5;
constexpr qint64 second = 1'000'000'000;

QToolButton* button_of(QAction* action, const QString& face, QWidget* parent) {
  auto* button = new QToolButton{parent};
  action->setIconText(face);
  button->setDefaultAction(action);
  button->setAccessibleName(action->text());
  button->setToolButtonStyle(Qt::ToolButtonTextOnly);
  button->setAutoRaise(true);
  return button;
}

}  // namespace

ChartPanel::ChartPanel(const Desk& desk, QWidget* parent)
    : QWidget{parent},
      desk_{desk},
      scroll_{new QScrollArea{this}},
      sheet_{new QWidget{this}},
      grid_{new QGridLayout{sheet_}} {
  setObjectName(QStringLiteral("chart_panel"));
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Charts"));
  add_commands();
  auto* top = new QHBoxLayout;
  for (const auto& [id, face] :
       {std::pair{"charts.follow", tr("Follow")}, std::pair{"charts.zoom_in", QStringLiteral("+")},
        std::pair{"charts.zoom_out", QStringLiteral("−")},
        std::pair{"charts.export_csv", tr("CSV …")}, std::pair{"charts.export_png", tr("PNG …")}})
    top->addWidget(button_of(desk_.commands.find(QLatin1String{id}), face, this));
  top->addStretch(1);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(scroll_, 1);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(2);
  scroll_->setWidget(sheet_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setFocusPolicy(Qt::NoFocus);
  turn_.setSingleShot(true);
  connect(&turn_, &QTimer::timeout, this, &ChartPanel::paint_next);
  connect(&window_, &TimeWindow::moved, this, &ChartPanel::paint_all);
  connect(&window_, &TimeWindow::pointed, this, [this] {
    for (ChartTile* tile : tiles_) tile->show_pointer();
  });
  connect(&desk_.picture, &Picture::history_changed, this, &ChartPanel::renew);
  connect(&desk_.picture, &Picture::run_changed, this, &ChartPanel::renew);
  connect(&desk_.focus, &Focus::moved, this, &ChartPanel::renew);
  connect(scroll_->verticalScrollBar(), &QScrollBar::valueChanged, this, &ChartPanel::renew);
  make_tiles();
}

void ChartPanel::add_commands() {
  using enum Commands::For;
  const auto zoom = [this](double factor) {
    window_.zoom(factor, window_.pointer().value_or(window_.span().until));
  };
  Commands& commands = desk_.commands;
  commands.add(QStringLiteral("charts.follow"), tr("Charts follow the clock"),
               QKeySequence{Qt::CTRL | Qt::Key_End}, everybody, [this] { window_.follow(); });
  commands.add(QStringLiteral("charts.zoom_in"), tr("Charts show less time"), {}, everybody,
               [zoom] { zoom(1.0 / zoom_of_key); });
  commands.add(QStringLiteral("charts.zoom_out"), tr("Charts show more time"), {}, everybody,
               [zoom] { zoom(zoom_of_key); });
  commands.add(QStringLiteral("charts.export_csv"), tr("Export the charts as CSV"), {}, everybody,
               [this] { export_to(QStringLiteral("csv"), &ChartPanel::write_csv); });
  commands.add(QStringLiteral("charts.export_png"), tr("Export the charts as PNG"), {}, everybody,
               [this] { export_to(QStringLiteral("png"), &ChartPanel::write_png); });
}

/// Again only when trunk groups come or go, as with another run.
void ChartPanel::make_tiles() {
  const QStringList groups = desk_.picture.history().groups();
  if (groups == groups_ && !tiles_.empty()) return;
  groups_ = groups;
  for (ChartTile* tile : tiles_) delete tile;
  tiles_.clear();
  for (const ChartKind& kind : chart_kinds(groups)) {
    auto* tile = new ChartTile{kind, desk_.picture.history(), window_, sheet_};
    connect(tile, &ChartTile::chosen, this, &ChartPanel::choose);
    tile->plot().setFocusProxy(this);  // A click on it gives the keys to all of them.
    tiles_.push_back(tile);
  }
  next_ = tiles_.size();
  arrange();
  for (ChartTile* tile : tiles_) tile->show();
  grid_->activate();
}

void ChartPanel::arrange() {
  const Measure px{fontMetrics()};
  const int columns = std::max(1, scroll_->width() / px(tile_width));
  const int rows = (static_cast<int>(tiles_.size()) + columns - 1) / columns;
  for (int i = 0; i < static_cast<int>(tiles_.size()); ++i)
    grid_->addWidget(tiles_[static_cast<std::size_t>(i)], i / columns, i % columns);
  for (int i = 0; i < grid_->columnCount(); ++i) grid_->setColumnStretch(i, i < columns ? 1 : 0);
  for (int i = 0; i < grid_->rowCount(); ++i) grid_->setRowStretch(i, i < rows ? 1 : 0);
  sheet_->setMinimumHeight(rows * px(tile_height));
}

ChartScene ChartPanel::scene() const {
  ChartScene scene{.span = window_.span(), .now = window_.now()};
  const int wide = std::max(1, tiles_.empty() ? 1 : tiles_.front()->area().inside.width());
  const qint64 within = scene.span.length() * Measure{fontMetrics()}(marks_apart) / wide;
  const MarkBook& marks = desk_.picture.marks();
  scene.faults = merged(marks.of(MarkKind::fault), scene.span, within);
  std::ranges::move(merged(marks.of(MarkKind::planned), scene.span, within),
                    std::back_inserter(scene.faults));
  if (const qint64 focus = desk_.focus.point().vtime; focus >= 0) scene.focus = focus;
  return scene;
}

void ChartPanel::renew() {
  dirty_ = true;
  if (isVisible() && !turn_.isActive()) turn_.start(0);
}

/// A round of the tiles takes half a second; after it there is another if something is new.
void ChartPanel::paint_next() {
  if (!isVisible()) return;
  if (next_ >= tiles_.size()) {
    if (!std::exchange(dirty_, false)) return;
    make_tiles();
    next_ = 0;
    const QSignalBlocker blocker{window_};
    window_.set_now(desk_.picture.stamp().vtime);
  }
  ChartTile* tile = tiles_[next_++];
  if (!tile->visibleRegion().isEmpty()) tile->show_scene(scene());
  turn_.start(round_of_paint / static_cast<int>(tiles_.size()));
}

/// At once, as the hand moves them.
void ChartPanel::paint_all() {
  const ChartScene now = scene();
  for (ChartTile* tile : tiles_)
    if (!tile->visibleRegion().isEmpty()) tile->show_scene(now);
}

void ChartPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  renew();
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
  renew();
}

void ChartPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::FontChange) return;
  arrange();
  renew();
}

void ChartPanel::choose(const Mark& fault) {
  window_.point_to(fault.from);
  desk_.focus.move_to(entity_called(fault.object), fault.from);
}

/// The next fault before or after the pointer.
void ChartPanel::choose_next(int direction) {
  const std::vector<Mark>& faults = desk_.picture.marks().of(MarkKind::fault);
  const qint64 from = window_.pointer().value_or(window_.span().until);
  const auto after = std::ranges::upper_bound(faults, from, {}, &Mark::from);
  const auto before = std::ranges::lower_bound(faults, from, {}, &Mark::from);
  if (direction > 0 ? after == faults.end() : before == faults.begin()) return;
  const Mark& fault = direction > 0 ? *after : *std::prev(before);
  const TimeSpan span = window_.span();
  if (fault.from < span.from) window_.pan(fault.from - span.from - span.length() / 4);
  if (fault.from > span.until) window_.pan(fault.from - span.until + span.length() / 4);
  choose(fault);
}

/// A second each, or as much as a pixel shows if that is more.
void ChartPanel::move_pointer(int steps) {
  const TimeSpan span = window_.span();
  const qint64 step = std::max(second, span.length() / std::max(1, width()) / second * second);
  const qint64 last = std::min(span.until, window_.now());
  const qint64 to = window_.pointer().value_or(last) / second * second + steps * step;
  window_.point_to(std::clamp(to, span.from, std::max(span.from, last)));
}

void ChartPanel::scroll(int tiles) {
  QScrollBar& bar = *scroll_->verticalScrollBar();
  bar.setValue(bar.value() + tiles * Measure{fontMetrics()}(tile_height));
}

void ChartPanel::keyPressEvent(QKeyEvent* event) {
  const qint64 length = window_.span().length();
  switch (event->key()) {
    case Qt::Key_Left: return move_pointer(-1);
    case Qt::Key_Right: return move_pointer(1);
    case Qt::Key_PageUp: return window_.pan(-length / 2);
    case Qt::Key_PageDown: return window_.pan(length / 2);
    case Qt::Key_Home: return window_.pan(-window_.span().from);
    case Qt::Key_End: return window_.follow();
    case Qt::Key_Comma: return choose_next(-1);
    case Qt::Key_Period: return choose_next(1);
    case Qt::Key_Up: return scroll(-1);
    case Qt::Key_Down: return scroll(1);
    case Qt::Key_Plus: return desk_.commands.find(QStringLiteral("charts.zoom_in"))->trigger();
    case Qt::Key_Minus: return desk_.commands.find(QStringLiteral("charts.zoom_out"))->trigger();
    case Qt::Key_Escape: return window_.point_to(std::nullopt);
    default: return QWidget::keyPressEvent(event);
  }
}

QString ChartPanel::write_csv(const QString& path) {
  QSaveFile file{path};
  const QByteArray text =
      chart_csv(chart_kinds(groups_), desk_.picture.history(), window_.span()).toUtf8();
  if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
    return {};
  return tr("%1 cannot be written: %2").arg(path, file.errorString());
}

/// Also of those charts that are out of sight.
QString ChartPanel::write_png(const QString& path) {
  const ChartScene now = scene();
  for (ChartTile* tile : tiles_) tile->show_scene(now);
  return sheet_->grab().save(path, "PNG") ? QString{} : tr("%1 cannot be written").arg(path);
}

void ChartPanel::export_to(const QString& suffix, QString (ChartPanel::*write)(const QString&)) {
  open_file_dialog(
      *this,
      {.name = QStringLiteral("charts_export_%1").arg(suffix),
       .title = tr("Export the charts"),
       .kind = tr("Charts"),
       .suffix = suffix,
       .what = FileQuestion::What::to_write},
      [this, write](const QString& path) {
        const QString error = (this->*write)(path);
        emit desk_.commands.said(error.isEmpty() ? tr("The charts are in %1.").arg(path) : error);
      });
}

}  // namespace forlopp::console
