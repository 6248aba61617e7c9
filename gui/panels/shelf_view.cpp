#include "gui/panels/shelf_view.hpp"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <functional>

#include "gui/panels/fault_menu.hpp"
#include "gui/panels/measure.hpp"
#include "gui/panels/shelf_accessible.hpp"

namespace forlopp::console {
namespace {

constexpr int margin = 6;
constexpr int label_width = 54;
constexpr int gap = 4;
constexpr int ports_in_row = 4;

std::optional<ShelfSpot> read_spot(const Entity& entity) {
  const QStringList parts = entity.key.split(QLatin1Char{'/'});
  const bool card = entity.kind == Entity::Kind::card && parts.size() == 2;
  const bool port = entity.kind == Entity::Kind::port && parts.size() == 3;
  const auto place = CardPlace::read(entity.key.section(u'/', 0, 1));
  if (!place || (!card && !port)) return std::nullopt;
  return ShelfSpot{*place, port ? parts[2].toInt() : -1};
}

Entity entity_of(const ShelfSpot& spot) {
  const QString card = spot.place.text();
  if (spot.port < 0) return {Entity::Kind::card, card};
  return {Entity::Kind::port, QStringLiteral("%1/%2").arg(card).arg(spot.port)};
}

/// Coarse enough for a strip of a few pixels.
QBrush brush_of(State state, Theme theme) {
  static constexpr std::array styles{Qt::SolidPattern,  Qt::HorPattern,   Qt::SolidPattern,
                                     Qt::BDiagPattern,  Qt::VerPattern,   Qt::DiagCrossPattern,
                                     Qt::Dense2Pattern, Qt::FDiagPattern, Qt::Dense5Pattern};
  return {state == State::idle ? faint(theme) : colour(state, theme),
          styles[static_cast<std::size_t>(pattern(state))]};
}

int ports_high(const Card& card) {
  return std::max(1, (static_cast<int>(card.ports.size()) + ports_in_row - 1) / ports_in_row);
}

/// The port's cell within the card, in a grid as high as it is wide.
QRect port_cell(const QRect& inside, int port, int high) {
  const int column = port % ports_in_row, row = port / ports_in_row;
  const int left = inside.left() + inside.width() * column / ports_in_row;
  const int right = inside.left() + inside.width() * (column + 1) / ports_in_row;
  const int top = inside.top() + inside.height() * row / high;
  const int bottom = inside.top() + inside.height() * (row + 1) / high;
  return {left, top, right - left - 1, bottom - top - 1};
}

}  // namespace

ShelfView::ShelfView(const Desk& desk, QWidget* parent) : QWidget{parent}, desk_{desk} {
  setObjectName(QStringLiteral("shelf_view"));
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Shelves"));
  connect(&desk_.picture, &Picture::shelves_changed, this, &ShelfView::renew);
  connect(&desk_.focus, &Focus::moved, this, &ShelfView::follow);
  renew();
}

ShelfView::Grid ShelfView::grid() const {
  static constexpr std::array sides{16, 34, 64};
  const Measure px{fontMetrics()};
  const int side = px(sides[static_cast<std::size_t>(zoom_)]);
  return {.margin = px(margin), .label = px(label_width), .side = side, .step = side + px(gap)};
}

void ShelfView::set_zoom(Zoom zoom) {
  if (zoom == zoom_) return;
  zoom_ = zoom;
  arrange();
  update();
  emit zoomed(zoom_);
}

/// Paints anew only what has changed, unless cards have come or gone.
void ShelfView::renew() {
  const std::map<CardPlace, Card>& cards = desk_.picture.shelves().cards();
  const bool same_places = std::ranges::equal(
      cards, painted_, [](const auto& one, const auto& other) { return one.first == other.first; });
  if (!same_places) {
    painted_ = cards;
    arrange();
    return update();
  }
  auto before = painted_.begin();
  for (const auto& [place, card] : cards) {
    Card& painted = (before++)->second;
    if (painted == card) continue;
    painted = card;
    update(rectangle(place).adjusted(-2, -2, 2, 2));
  }
}

void ShelfView::arrange() {
  places_.clear();
  rows_.clear();
  cards_in_row_ = 0;
  for (const auto& [place, card] : painted_) {
    places_.push_back(place);
    rows_.try_emplace(place.shelf, static_cast<int>(rows_.size()));
    cards_in_row_ = std::max(cards_in_row_, place.card + 1);
  }
  resize(sizeHint());
  updateGeometry();
}

QSize ShelfView::sizeHint() const {
  const Grid grid = this->grid();
  return {2 * grid.margin + grid.label + cards_in_row_ * grid.step,
          2 * grid.margin + static_cast<int>(rows_.size()) * grid.step};
}

QRect ShelfView::rectangle(CardPlace place) const {
  const auto row = rows_.find(place.shelf);
  if (row == rows_.end()) return {};
  const Grid grid = this->grid();
  return {grid.margin + grid.label + place.card * grid.step, grid.margin + row->second * grid.step,
          grid.side, grid.side};
}

QRect ShelfView::rectangle(const ShelfSpot& spot) const {
  const QRect whole = rectangle(spot.place);
  const auto found = painted_.find(spot.place);
  if (spot.port < 0 || found == painted_.end()) return whole;
  return port_cell(whole.adjusted(3, 3, -2, -2), spot.port, ports_high(found->second));
}

std::optional<ShelfSpot> ShelfView::spot_at(QPoint point) const {
  for (const auto& [place, card] : painted_) {
    if (!rectangle(place).contains(point)) continue;
    if (zoom_ == Zoom::ports)
      for (int port = 0; port < card.ports.size(); ++port)
        if (rectangle(ShelfSpot{place, port}).contains(point)) return ShelfSpot{place, port};
    return ShelfSpot{place};
  }
  return std::nullopt;
}

QString ShelfView::spoken(const ShelfSpot& spot) const {
  const Card* card = desk_.picture.shelves().find(spot.place);
  if (card == nullptr) return {};
  QString text = spot.port < 0 ? tr("shelf %1 card %2, %3")
                                     .arg(spot.place.shelf)
                                     .arg(spot.place.card)
                                     .arg(title(card->state))
                               : tr("shelf %1 card %2 port %3, %4")
                                     .arg(spot.place.shelf)
                                     .arg(spot.place.card)
                                     .arg(spot.port)
                                     .arg(title(card->port(spot.port)));
  if (!card->faults.isEmpty()) text = tr("%1, faults: %2").arg(text, card->faults);
  return text;
}

void ShelfView::paintEvent(QPaintEvent* event) {
  const Theme theme = theme_of(palette());
  QPainter painter{this};
  painter.fillRect(event->rect(), background(theme));
  painter.setPen(text_colour(theme));
  const Grid grid = this->grid();
  for (const auto& [shelf, row] : rows_)
    painter.drawText(QRect{grid.margin, grid.margin + row * grid.step, grid.label - 6, grid.side},
                     Qt::AlignVCenter | Qt::AlignLeft, tr("shelf %1").arg(shelf));
  for (const auto& [place, card] : painted_)
    if (event->rect().intersects(rectangle(place).adjusted(-2, -2, 2, 2)))
      paint_card(painter, place, card);
  if (painted_.empty()) painter.drawText(rect(), Qt::AlignCenter, tr("No cards are known."));
}

void ShelfView::paint_card(QPainter& painter, CardPlace place, const Card& card) const {
  const Theme theme = theme_of(palette());
  const QRect whole = rectangle(place);
  const bool trouble = gravity(card.state) > gravity(State::setting_up);
  const QRect inside = whole.adjusted(3, 3, -2, -2);
  if (card.state == State::out_of_service || card.state == State::crashed)
    paint_cell(painter, inside, card.state, theme);
  else if (zoom_ == Zoom::ports)
    paint_ports(painter, inside, card);
  else
    paint_share(painter, inside, card);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen{trouble ? colour(card.state, theme) : faint(theme), trouble ? 2.0 : 1.0});
  painter.drawRect(whole.adjusted(0, 0, -1, -1));
  if (trouble && zoom_ != Zoom::shelves) {
    painter.setPen(text_colour(theme));
    painter.drawText(whole.adjusted(0, 0, -2, 0), Qt::AlignTop | Qt::AlignRight, glyph(card.state));
  }
  if (current_.place != place || !(hasFocus() || current_ == read_spot(desk_.focus.entity())))
    return;
  painter.setPen(QPen{text_colour(theme), 2.0});
  painter.drawRect(rectangle(current_).adjusted(-1, -1, 0, 0));
}

void ShelfView::paint_ports(QPainter& painter, const QRect& inside, const Card& card) const {
  const Theme theme = theme_of(palette());
  const int high = ports_high(card);
  for (int port = 0; port < card.ports.size(); ++port)
    paint_cell(painter, port_cell(inside, port, high), card.port(port), theme);
}

/// Too small for ports: how many of them are how, as a bar from the gravest up.
void ShelfView::paint_share(QPainter& painter, const QRect& inside, const Card& card) const {
  const Theme theme = theme_of(palette());
  std::array<int, 9> counts{};
  for (int port = 0; port < card.ports.size(); ++port)
    ++counts[static_cast<std::size_t>(card.port(port))];
  static const std::vector<State> states = [] {
    std::vector<State> gravest_first{all_states().begin(), all_states().end()};
    std::ranges::sort(gravest_first, std::greater{}, gravity);
    return gravest_first;
  }();
  const int whole = std::max<int>(1, static_cast<int>(card.ports.size()));
  int top = 0;
  for (const State state : states) {
    const int next = top + counts[static_cast<std::size_t>(state)];
    const int from = inside.top() + inside.height() * top / whole;
    const int until = inside.top() + inside.height() * next / whole;
    if (until > from)
      painter.fillRect(QRect{inside.left(), from, inside.width(), until - from},
                       brush_of(state, theme));
    top = next;
  }
}

void ShelfView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) arrange();
}

void ShelfView::choose(const ShelfSpot& spot) {
  update(rectangle(current_.place).adjusted(-3, -3, 3, 3));
  current_ = spot;
  update(rectangle(current_.place).adjusted(-3, -3, 3, 3));
  desk_.focus.move_to(entity_of(spot));
  tell_spoken(*this);
  emit moved(rectangle(current_));
}

void ShelfView::follow(const Focus::Point& to) {
  const auto spot = read_spot(to.entity);
  if (spot) current_ = *spot;
  update();
  if (spot) emit moved(rectangle(current_));
}

void ShelfView::mousePressEvent(QMouseEvent* event) {
  if (const auto spot = spot_at(event->position().toPoint())) choose(*spot);
}

void ShelfView::wheelEvent(QWheelEvent* event) {
  if (!event->modifiers().testFlag(Qt::ControlModifier)) return event->ignore();
  const int step = event->angleDelta().y() > 0 ? 1 : -1;
  set_zoom(static_cast<Zoom>(std::clamp(static_cast<int>(zoom_) + step, 0, 2)));
  event->accept();
}

void ShelfView::move_card(int cards, int shelves) {
  if (places_.empty()) return;
  const auto here = std::ranges::find(places_, current_.place);
  if (here == places_.end()) return choose({places_.front()});
  if (shelves == 0) {
    const auto to = (here - places_.begin()) + cards;
    if (to >= 0 && to < std::ssize(places_)) choose({places_[static_cast<std::size_t>(to)]});
    return;
  }
  const auto row = rows_.find(current_.place.shelf);
  const auto other = shelves > 0            ? std::next(row)
                     : row == rows_.begin() ? rows_.end()
                                            : std::prev(row);
  if (other == rows_.end()) return;
  const auto beside =
      std::ranges::lower_bound(places_, CardPlace{other->first, current_.place.card});
  const auto last = std::ranges::lower_bound(places_, CardPlace{other->first + 1, 0});
  choose({beside < last ? *beside : *std::prev(last)});
}

void ShelfView::move_port(int ports) {
  const Card* card = desk_.picture.shelves().find(current_.place);
  if (card == nullptr || card->ports.isEmpty()) return;
  const int last = static_cast<int>(card->ports.size()) - 1;
  choose({current_.place, std::clamp(current_.port + ports, 0, last)});
}

void ShelfView::keyPressEvent(QKeyEvent* event) {
  struct Arrow {
    int key, cards, shelves, ports;
  };
  static constexpr std::array arrows{Arrow{Qt::Key_Left, -1, 0, -1}, Arrow{Qt::Key_Right, 1, 0, 1},
                                     Arrow{Qt::Key_Up, 0, -1, -ports_in_row},
                                     Arrow{Qt::Key_Down, 0, 1, ports_in_row}};
  const auto arrow = std::ranges::find(arrows, event->key(), &Arrow::key);
  if (arrow != arrows.end() && event->modifiers().testFlag(Qt::ControlModifier))
    return move_port(arrow->ports);
  if (arrow != arrows.end()) return move_card(arrow->cards, arrow->shelves);
  const int zoom = static_cast<int>(zoom_);
  if (event->key() == Qt::Key_Plus) return set_zoom(static_cast<Zoom>(std::min(zoom + 1, 2)));
  if (event->key() == Qt::Key_Minus) return set_zoom(static_cast<Zoom>(std::max(zoom - 1, 0)));
  QWidget::keyPressEvent(event);
}

/// By the key it is for what is chosen, by the mouse for what lies under it.
void ShelfView::contextMenuEvent(QContextMenuEvent* event) {
  const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
  if (!by_key) {
    const auto spot = spot_at(event->pos());
    if (!spot) return;
    choose(*spot);
  }
  if (!painted_.contains(current_.place)) return;
  const QPoint where = by_key ? mapToGlobal(rectangle(current_).center()) : event->globalPos();
  open_fault_menu(desk_, entity_of(current_), where, this);
}

/// Its own keys go before a command that has the same.
bool ShelfView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool is_arrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down;
    if (is_arrow && key->modifiers().testFlag(Qt::ControlModifier)) event->accept();
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto spot = spot_at(help->pos());
    QToolTip::showText(help->globalPos(), spot ? spoken(*spot) : QString{}, this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace forlopp::console
