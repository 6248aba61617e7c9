#pragma once

#include <QRect>
#include <QWidget>
#include <map>
#include <optional>
#include <vector>

#include "gui/desk.hpp"

class QPainter;

namespace forlopp::console {

/// A card, or a port of it.
struct ShelfSpot {
  CardPlace place{};
  int port = -1;  ///< -1: the card.
  bool operator==(const ShelfSpot&) const = default;
};

/// The shelves with their cards and ports. Small, it shows cards; larger, ports. The arrow keys go
/// from card to card, with Control from port to port.
class ShelfView : public QWidget {
  Q_OBJECT

 public:
  enum class Zoom : quint8 { shelves, cards, ports };

  explicit ShelfView(const Desk& desk, QWidget* parent = nullptr);

  Zoom zoom() const { return zoom_; }
  void set_zoom(Zoom zoom);
  /// What is painted there.
  std::optional<ShelfSpot> spot_at(QPoint point) const;
  QRect rectangle(CardPlace place) const;
  QRect rectangle(const ShelfSpot& spot) const;
  const std::vector<CardPlace>& places() const { return places_; }
  const ShelfSpot& current() const { return current_; }
  /// `shelf 3 card 7 port 4, active`.
  QString spoken(const ShelfSpot& spot) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, 80}; }

 signals:
  void zoomed(forlopp::console::ShelfView::Zoom zoom);
  /// What is chosen is there now.
  void moved(const QRect& to);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// How large it is painted, in pixels.
  struct Grid {
    int margin, label, side, step;
  };
  Grid grid() const;
  void renew();
  void arrange();
  void choose(const ShelfSpot& spot);
  void follow(const Focus::Point& to);
  void move_card(int cards, int shelves);
  void move_port(int ports);
  void paint_card(QPainter& painter, CardPlace place, const Card& card) const;
  void paint_ports(QPainter& painter, const QRect& inside, const Card& card) const;
  void paint_share(QPainter& painter, const QRect& inside, const Card& card) const;

  Desk desk_;
  Zoom zoom_ = Zoom::cards;
  ShelfSpot current_{};
  std::vector<CardPlace> places_{};  // In the order in which they are painted.
  std::map<int, int> rows_{};        // Of a shelf, from the top.
  int cards_in_row_ = 0;
  std::map<CardPlace, Card> painted_{};
};

}  // namespace forlopp::console
