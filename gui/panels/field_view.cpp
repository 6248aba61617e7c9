#include "gui/panels/field_view.hpp"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/models/story_text.hpp"
#include "gui/panels/measure.hpp"

namespace forlopp::console {
namespace {

constexpr int patterns_from = 8;      // Pixels of a cell.
constexpr int bordered_from = 3;      // Likewise.
constexpr int sign_from = 12;         // Of a map.
constexpr int words_from = 40;        // Likewise.
constexpr int patterns_most = 4'000;  // Of one painting.

std::array<QRgb, 256> colours(Theme theme) {
  std::array<QRgb, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = colour(state_of(static_cast<qint64>(i)), theme).rgb();
  return table;
}

}  // namespace

FieldView::FieldView(const Desk& desk, QWidget* parent) : QWidget{parent}, desk_{desk} {
  setObjectName(QStringLiteral("field_view"));
  setAccessibleName(tr("All processes"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  connect(&desk_.picture, &Picture::field_changed, this, &FieldView::renew);
  renew();
}

FieldView::Zoom FieldView::shown() const {
  return zoom_ == Zoom::field && layout_.fits() ? Zoom::field : Zoom::map;
}

void FieldView::set_zoom(Zoom zoom) {
  if (zoom == zoom_) return;
  zoom_ = zoom;
  if (current_) current_->cell = zoom == Zoom::map ? -1 : 0;
  arrange();
  emit zoomed(zoom);
}

void FieldView::renew() {
  if (!isVisible()) return void(shape_ = -1);
  if (shape_ != state().shape()) return arrange();
  if (shown() == Zoom::field) colour_cells(false);
  state().look();
  update();
}

/// Cells have come or gone, or there is more room for them.
void FieldView::arrange() {
  shape_ = state().shape();
  const auto& branches = state().branches();
  std::vector<qint64> sizes;
  std::vector<double> weights;
  for (const FieldState::Branch& branch : branches) {
    sizes.push_back(branch.cells.size());
    weights.push_back(static_cast<double>(branch.cells.size()) + 1.0);
  }
  layout_ = FieldLayout{sizes, size(), Measure{fontMetrics()}(FieldLayout::side_max)};
  maps_.clear();
  for (const QRectF& strip : strips(weights, rect())) maps_.push_back(strip.toAlignedRect());
  find_current();
  if (shown() == Zoom::field) {
    image_ = QImage{layout_.columns(), layout_.rows(), QImage::Format_RGB32};
    image_.fill(background(theme_of(palette())));
    colour_cells(true);
  }
  state().look();
  update();
}

/// Their bytes are colours already: one after the other into the lines of the image.
void FieldView::colour_cells(bool all) {
  const std::array<QRgb, 256> table = colours(theme_of(palette()));
  auto* pixels = reinterpret_cast<QRgb*>(image_.bits());
  const qsizetype line = image_.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
  const auto& branches = state().branches();
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (!all && !branches[i].is_new) continue;
    qint64 place = layout_.start(i);
    for (const char cell : branches[i].cells) {
      pixels[place / layout_.columns() * line + place % layout_.columns()] =
          table[static_cast<unsigned char>(cell)];
      ++place;
    }
  }
}

std::optional<FieldSpot> FieldView::spot_at(QPoint point) const {
  if (shown() == Zoom::field) return layout_.spot_at(point);
  const auto found =
      std::ranges::find_if(maps_, [&](const QRect& map) { return map.contains(point); });
  if (found == maps_.end()) return std::nullopt;
  return FieldSpot{static_cast<std::size_t>(found - maps_.begin()), -1};
}

QRect FieldView::rectangle(const FieldSpot& spot) const {
  if (shown() == Zoom::field) return layout_.rectangle(spot);
  return spot.branch < maps_.size() ? maps_[spot.branch] : QRect{};
}

QString FieldView::spoken(const FieldSpot& spot) const {
  const auto& branches = state().branches();
  if (spot.branch >= branches.size()) return {};
  const FieldState::Branch& branch = branches[spot.branch];
  if (spot.cell >= 0 && spot.cell < branch.cells.size())
    return tr("%1: process %2 of %3, %4")
        .arg(branch.key)
        .arg(spot.cell + 1)
        .arg(branch.cells.size())
        .arg(title(state_of(static_cast<unsigned char>(branch.cells[spot.cell]))));
  return tr("%1: %2 processes, worst %3, %4 out of the ordinary")
      .arg(branch.key)
      .arg(branch.cells.size())
      .arg(title(branch.worst()))
      .arg(branch.abnormal());
}

void FieldView::paintEvent(QPaintEvent* event) {
  QPainter painter{this};
  const Theme theme = theme_of(palette());
  painter.fillRect(event->rect(), background(theme));
  if (state().cells() == 0) return;
  if (shown() == Zoom::field)
    paint_field(painter, event->rect());
  else
    paint_map(painter, event->rect());
  if (!current_ || !hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{text_colour(theme), 2});
  painter.drawRect(rectangle(*current_).adjusted(1, 1, -1, -1));
}

void FieldView::paint_map(QPainter& painter, const QRect& part) const {
  const Theme theme = theme_of(palette());
  const auto& branches = state().branches();
  for (std::size_t i = 0; i < maps_.size() && i < branches.size(); ++i) {
    const QRect map = maps_[i].adjusted(0, 0, -1, -1);
    if (!map.intersects(part) || map.isEmpty()) continue;
    const FieldState::Branch& branch = branches[i];
    const double share = branch.cells.isEmpty() ? 0.0
                                                : static_cast<double>(branch.abnormal()) /
                                                      static_cast<double>(branch.cells.size());
    painter.fillRect(map, faint(theme));
    const int high = share > 0.0 ? std::max(3, qRound(share * map.height())) : 0;
    painter.fillRect(map.adjusted(0, map.height() - high, 0, 0), colour(branch.worst(), theme));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(background(theme));
    painter.drawRect(map);
    paint_label(painter, map, branch);
  }
}

/// Who it is where there is room, else at least the mark of its worst state.
void FieldView::paint_label(QPainter& painter, const QRect& map,
                            const FieldState::Branch& branch) const {
  const Theme theme = theme_of(palette());
  const QFontMetrics metrics = painter.fontMetrics();
  const Measure px{metrics};
  if (map.width() < px(sign_from) || map.height() < metrics.height()) return;
  const QString sign = glyph(branch.worst());
  const QString words =
      QStringLiteral("%1 %2 · %3").arg(sign, last_id(branch.key)).arg(branch.cells.size());
  const QRect room{map.left() + 3, map.top() + 1, map.width() - 6, metrics.height()};
  const QString text = map.width() < px(words_from) ? sign : words;
  const int width = texts_.width(painter, room, text);
  painter.fillRect(QRect{map.left() + 1, room.top(), width + 4, room.height()}, faint(theme));
  painter.setPen(text_colour(theme));
  texts_.draw(painter, room, Qt::AlignLeft, text);
}

void FieldView::paint_field(QPainter& painter, const QRect& part) const {
  const int side = layout_.side();
  const QRect cells = QRect{QPoint{part.left() / side, part.top() / side},
                            QPoint{part.right() / side, part.bottom() / side}}
                          .intersected(image_.rect());
  painter.drawImage(QRect{cells.topLeft() * side, cells.size() * side}, image_, cells);
  if (side < bordered_from) return;
  if (side >= patterns_from) paint_patterns(painter, part);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(text_colour(theme_of(palette())));
  for (std::size_t i = 0; i < layout_.branches(); ++i)
    if (const QPolygon border = layout_.border(i); border.boundingRect().intersects(part))
      painter.drawPolygon(border);
}

/// What is out of the ordinary has its pattern too, where one can see it.
void FieldView::paint_patterns(QPainter& painter, const QRect& part) const {
  const Theme theme = theme_of(palette());
  const auto& branches = state().branches();
  int left = patterns_most;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (branches[i].abnormal() == 0) continue;
    for (qint64 cell = 0; cell < branches[i].cells.size() && left > 0; ++cell) {
      const State one = state_of(static_cast<unsigned char>(branches[i].cells[cell]));
      if (!is_abnormal(one)) continue;
      const QRect place = layout_.rectangle({i, cell});
      if (!place.intersects(part)) continue;
      painter.fillRect(place, background(theme));
      paint_cell(painter, place.adjusted(0, 0, -1, -1), one, theme);
      --left;
    }
  }
}

void FieldView::resizeEvent(QResizeEvent*) {
  arrange();
}

void FieldView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) arrange();
  QWidget::changeEvent(event);
}

/// Where it is now, as near as its supervisor has children; nowhere if that is gone.
void FieldView::find_current() {
  if (!current_) return;
  const auto& branches = state().branches();
  const auto found = std::ranges::find(branches, current_key_, &FieldState::Branch::key);
  if (found == branches.end()) return current_.reset();
  current_->branch = static_cast<std::size_t>(found - branches.begin());
  current_->cell = std::min<qint64>(current_->cell, found->cells.size() - 1);
}

void FieldView::choose(const FieldSpot& spot) {
  current_ = spot;
  const auto& branches = state().branches();
  current_key_ = spot.branch < branches.size() ? branches[spot.branch].key : QString{};
  update();
  emit pointed(spoken(spot));
  QAccessibleEvent event{this, QAccessible::DescriptionChanged};
  QAccessible::updateAccessibility(&event);
}

QCborMap FieldView::question(const FieldSpot& spot) const {
  return {{QStringLiteral("supervisor"), state().branches()[spot.branch].key},
          {QStringLiteral("place"), spot.cell}};
}

/// Of a process only the exchange knows who it is; where it has gone meanwhile, its supervisor is
/// what is left.
void FieldView::look_at(const FieldSpot& spot) {
  if (spot.branch >= state().branches().size()) return;
  const QString key = state().branches()[spot.branch].key;
  if (spot.cell < 0) return desk_.focus.move_to({Entity::Kind::supervised, key});
  desk_.asker.ask(QStringLiteral("inspect"), question(spot), [this, key](const Reply& reply) {
    const QString pid = reply.result[QLatin1String{"pid"}].toString();
    if (reply.done() && !pid.isEmpty()) return desk_.focus.move_to({Entity::Kind::process, pid});
    desk_.focus.move_to({Entity::Kind::supervised, key});
    emit desk_.commands.said(reply.text);
  });
}

void FieldView::tell_who(const FieldSpot& spot, QPoint global) {
  const QString where = spoken(spot);
  QToolTip::showText(global, where, this);
  asked_ = where;
  if (spot.cell < 0) return;
  desk_.asker.ask(QStringLiteral("inspect"), question(spot),
                  [this, where, global](const Reply& reply) {
                    if (asked_ != where || !reply.done()) return;
                    const QString who =
                        QStringLiteral("%1 %2").arg(reply.result[QLatin1String{"label"}].toString(),
                                                    reply.result[QLatin1String{"pid"}].toString());
                    QToolTip::showText(global, QStringLiteral("%1\n%2").arg(where, who), this);
                    emit pointed(QStringLiteral("%1: %2").arg(where, who));
                  });
}

void FieldView::mousePressEvent(QMouseEvent* event) {
  const auto spot = spot_at(event->pos());
  if (!spot || event->button() != Qt::LeftButton) return;
  choose(*spot);
  look_at(*spot);
}

void FieldView::mouseMoveEvent(QMouseEvent* event) {
  asked_.clear();
  if (const auto spot = spot_at(event->pos())) emit pointed(spoken(*spot));
}

void FieldView::wheelEvent(QWheelEvent* event) {
  if (!event->modifiers().testFlag(Qt::ControlModifier)) return QWidget::wheelEvent(event);
  set_zoom(event->angleDelta().y() > 0 ? Zoom::field : Zoom::map);
}

qint64 FieldView::place_of(const FieldSpot& spot) const {
  if (shown() == Zoom::map) return static_cast<qint64>(spot.branch);
  return layout_.start(spot.branch) + std::max(spot.cell, qint64{0});
}

FieldSpot FieldView::spot_of(qint64 place) const {
  if (shown() == Zoom::map) return {static_cast<std::size_t>(place), -1};
  std::size_t branch = 0;
  for (std::size_t i = 0; i < layout_.branches(); ++i)
    if (layout_.size(i) > 0 && layout_.start(i) <= place) branch = i;
  return {branch, std::clamp(place - layout_.start(branch), qint64{0}, layout_.size(branch) - 1)};
}

void FieldView::move(qint64 by) {
  if (maps_.empty() || state().cells() == 0) return;
  const bool map = shown() == Zoom::map;
  if (!current_) return choose(spot_of(0));
  const std::size_t last = layout_.branches() - 1;
  const qint64 end = map ? static_cast<qint64>(last) : layout_.start(last) + layout_.size(last);
  qint64 to = std::clamp(place_of(*current_) + by, qint64{0}, end);
  // One step may end between two supervisors: it goes on to the next.
  if (!map && spot_of(to) == *current_ && by == 1) to = std::min(to + 1, end);
  choose(spot_of(to));
}

void FieldView::keyPressEvent(QKeyEvent* event) {
  const qint64 line = shown() == Zoom::field ? layout_.columns() : 1;
  switch (event->key()) {
    case Qt::Key_Left: return move(-1);
    case Qt::Key_Right: return move(1);
    case Qt::Key_Up: return move(-line);
    case Qt::Key_Down: return move(line);
    case Qt::Key_Plus: return set_zoom(Zoom::field);
    case Qt::Key_Minus: return set_zoom(Zoom::map);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (current_) look_at(*current_);
      return;
    default: QWidget::keyPressEvent(event);
  }
}

bool FieldView::event(QEvent* event) {
  if (event->type() == QEvent::Show && shape_ != state().shape()) arrange();
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto spot = spot_at(help->pos()))
    tell_who(*spot, help->globalPos());
  else
    QToolTip::hideText();
  return true;
}

}  // namespace forlopp::console
